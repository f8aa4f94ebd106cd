import { describe, expect, it } from 'vitest';
import { CompletionRequest, DocumentDiagnosticRequest, HoverRequest } from 'vscode-languageserver-protocol/node';
import { LineIndex } from '../../core/text';
import { keepChecker } from '../support/checker';
import { type LanguageServer, serverCommand, startLanguageServer } from '../support/languageServer';
import { withoutMarks } from '../support/marks';
import { readSnippets, snippetManifest } from '../support/snippets';
import { temporaryFolder } from '../support/temporaryFolder';

/*
 * What TypeScript finds out in one text is kept for the next (service/typescript/checker). So a file becomes every snippet
 * in turn, and is answered as in a server whose manifest changes before each, so that everything begins anew there.
 */

const manifest = 'wrangler.toml';
const snippets = [...readSnippets('ordinary'), ...readSnippets('misuses')];
const stages = [...new Set(snippets.map(({ stage }) => stage))];
const added = /^NEW_\d+$/;

async function serve(path: string, keepsChecker = keepChecker): Promise<LanguageServer> {
  const folder = temporaryFolder({ [manifest]: snippetManifest, [path]: '' });
  const server = await startLanguageServer(folder, {
    command: serverCommand(keepsChecker),
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await server.open(manifest);
  await server.open(path);
  return server;
}

/** What is underlined in a text, what can be typed in its middle, and what stands there. */
async function answers({ connection, uri, change }: LanguageServer, path: string, text: string) {
  await change(path, text);
  const textDocument = { uri: uri(path) };
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
  const position = new LineIndex(text).positionAt(Math.floor(text.length / 2));
  const list = await connection.sendRequest(CompletionRequest.type, { textDocument, position });
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  const names = items.map(({ label }) => label).filter((label) => !added.test(label));
  return { report, names, hover: await connection.sendRequest(HoverRequest.type, { textDocument, position }) };
}

describe('a file that becomes each snippet in turn is answered as one that always was the last', () => {
  it.each(stages)(
    '%s',
    async (stage) => {
      const path = `playground/${stage}.js`;
      const [kept, anew] = [await serve(path), await serve(path)];
      let count = 0;
      for (const { title, marked } of snippets.filter((each) => each.stage === stage)) {
        const text = withoutMarks(marked);
        await anew.change(manifest, `${snippetManifest}\n[[kv_namespaces]]\nbinding = "NEW_${++count}"\nid = "1"\n`);
        expect(await answers(kept, path, text), title).toEqual(await answers(anew, path, text));
      }
    },
    120_000,
  );
});

describe('a file that becomes each snippet in turn is answered as where no checker outlives an edit', () => {
  it.each(stages)(
    '%s',
    async (stage) => {
      const path = `playground/${stage}.js`;
      const [kept, fresh] = [await serve(path), await serve(path, false)];
      for (const { title, marked } of snippets.filter((each) => each.stage === stage)) {
        const text = withoutMarks(marked);
        expect(await answers(kept, path, text), title).toEqual(await answers(fresh, path, text));
      }
    },
    120_000,
  );
});
