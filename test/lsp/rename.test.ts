import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RenameRequest, ShowMessageNotification, TextDocumentEdit } from 'vscode-languageserver-protocol/node';
import { startLanguageServer } from '../support/languageServer';
import { temporaryFolder } from '../support/temporaryFolder';

const files = {
  'wrangler.toml': 'name = "shop"\nmain = "src/index.js"\n[[kv_namespaces]]\nbinding = "NOTES"\nid = "1"\n',
  'src/index.js': 'export default { fetch: (request, env) => env.NOTES.get("a") };\n',
  'src/pull.js': 'export const pull = (job) => job.env.NOTES.put("a", "b");\n',
};
const changeAnnotations = { workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } };

async function renamed(more: Record<string, string | Uint8Array>, capabilities: object) {
  const folder = temporaryFolder({ ...files, ...more });
  const server = await startLanguageServer(folder, { capabilities });
  const messages: string[] = [];
  server.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
    messages.push(message);
  });
  await server.open('src/index.js');
  const edit = await server.connection.sendRequest(RenameRequest.type, {
    textDocument: { uri: server.uri('src/index.js') },
    position: server.position('src/index.js', 'env.NOTES|'),
    newName: 'MEMOS',
  });
  return { server, edit, messages, write: (path: string, text: string) => writeFileSync(join(folder, path), text) };
}

describe('what may be the binding', () => {
  it('is an edit to confirm in an editor that asks', async () => {
    const { server, edit, messages } = await renamed({}, changeAnnotations);
    const changes = (edit?.documentChanges ?? []).filter(TextDocumentEdit.is);
    expect(changes.map(({ textDocument, edits }) => [textDocument.uri, edits])).toEqual([
      [server.uri('wrangler.toml'), [{ range: expect.anything(), newText: 'MEMOS' }]],
      [server.uri('src/index.js'), [{ range: expect.anything(), newText: 'MEMOS' }]],
      [
        server.uri('src/pull.js'),
        [
          {
            range: { start: { line: 0, character: 37 }, end: { line: 0, character: 42 } },
            newText: 'MEMOS',
            annotationId: 'may-be-0',
          },
        ],
      ],
    ]);
    expect(edit?.changeAnnotations).toEqual({
      'may-be-0': {
        label: 'May be the binding NOTES',
        needsConfirmation: true,
        description: 'NOTES is read here from something that may be env.',
      },
    });
    expect(messages).toEqual([]);
  });

  it('is where it is now, in files that nothing watches', async () => {
    const { server, write } = await renamed({ 'src/notes.html': '<p>{{ env.NOTES }}</p>\n' }, changeAnnotations);
    write('src/notes.html', '\n\n\n<p>{{ env.NOTES }}</p>\n');
    const again = await server.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: server.uri('src/index.js') },
      position: server.position('src/index.js', 'env.NOTES|'),
      newName: 'MEMOS',
    });
    const changes = (again?.documentChanges ?? []).filter(TextDocumentEdit.is);
    const component = changes.find(({ textDocument }) => textDocument.uri === server.uri('src/notes.html'));
    expect(component?.edits.map(({ range }) => range.start)).toEqual([{ line: 3, character: 10 }]);
  });

  it('is told in one that does not', async () => {
    const { server, edit, messages } = await renamed({}, {});
    expect(Object.keys(edit?.changes ?? {})).toEqual([server.uri('wrangler.toml'), server.uri('src/index.js')]);
    expect(messages).toEqual([
      'NOTES still stands in 1 place that may be the binding: src/pull.js:1. Rename by hand what is one.',
    ]);
  });

  it('and so is a file that cannot be read', async () => {
    const { messages } = await renamed({ 'src/pull.js': new Uint8Array([1, 0, 2]) }, changeAnnotations);
    expect(messages).toEqual(['src/pull.js is not a text file in UTF-8, so NOTES may still stand there.']);
  });
});
