import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DocumentDiagnosticRequest, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol/node';
import { LineIndex } from '../../core/text';
import { type LanguageServer, startLanguageServer } from '../support/languageServer';
import { copyOf } from '../support/temporaryFolder';

// TypeScript sees a stage file as the body of a function that we write around it. Nobody else may ever see that function.

const stages = ['edge/tag', 'edge/scheduled', 'browser/tag', 'apis/cdn/subscribe'];
const generated = /EdgeTag(Infra|Secrets)|__infra|\(anonymous function\)|export default async function \(/;

const atPosition = [
  'completion',
  'hover',
  'signatureHelp',
  'definition',
  'typeDefinition',
  'references',
  'documentHighlight',
  'prepareRename',
  'prepareCallHierarchy',
];
const ofFile = ['documentSymbol', 'foldingRange', 'semanticTokens/full', 'formatting', 'codeLens'];

describe.each(stages)('of %s', (stage) => {
  const path = `playground/${stage}.js`;

  it('no answer at any place shows the function around it', async () => {
    const { server, text, ask } = await openStage(path);
    const lines = new LineIndex(text);
    for (let offset = 0; offset <= text.length; offset += 47) {
      const position = lines.positionAt(offset);
      for (const method of atPosition) {
        expectOfBody(await ask(method, { position, context: { includeDeclaration: true } }), server.uri(path), lines);
      }
      const positions = { positions: [position] };
      expectOfBody(await ask('selectionRange', positions), server.uri(path), lines);
      const range = { start: position, end: lines.positionAt(Math.min(text.length, offset + 40)) };
      expectOfBody(await ask('codeAction', { range, context: { diagnostics: [] } }), server.uri(path), lines);
      expectOfBody(await ask('inlayHint', { range }), server.uri(path), lines);
    }
    for (const method of ofFile) {
      expectOfBody(await ask(method, { options: { tabSize: 2, insertSpaces: true } }), server.uri(path), lines);
    }
  });

  it('no answer shows it while the text is only half there', async () => {
    const { server, text, ask } = await openStage(path);
    for (let offset = 0; offset <= text.length; offset += 113) {
      const half = text.slice(0, offset);
      await server.change(path, half);
      const lines = new LineIndex(half);
      const position = lines.positionAt(offset);
      for (const method of ['completion', 'hover', 'signatureHelp', ...ofFile]) {
        expectOfBody(await ask(method, { position, options: { tabSize: 2 } }), server.uri(path), lines);
      }
      const textDocument = { uri: server.uri(path) };
      const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      expectOfBody(report, server.uri(path), lines);
    }
  });
});

async function openStage(path: string) {
  const folder = copyOf('examples/newsletter');
  const server = await startLanguageServer(folder, { capabilities: { textDocument: { diagnostic: {} } } });
  await server.open(path);
  return { server, text: readFileSync(join(folder, path), 'utf8'), ask: asker(server, path) };
}

/** Asks about a file whatever a client may ask. A refusal, as of a rename, is an answer too. */
function asker({ connection, uri }: LanguageServer, path: string) {
  return (method: string, params: object): Promise<unknown> =>
    connection
      .sendRequest(`textDocument/${method}`, { textDocument: { uri: uri(path) }, ...params })
      .catch((error: unknown) => {
        if (error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed) {
          return { message: error.message };
        }
        throw error;
      });
}

/** Names nothing of what we write, and no place that the text does not have. */
function expectOfBody(answer: unknown, uri: string, lines: LineIndex): void {
  const shown = JSON.stringify(answer) ?? '';
  if (generated.test(shown)) {
    expect(shown).not.toMatch(generated);
  }
  for (const { start, end } of rangesIn(answer, uri)) {
    const text = lines.positionAt(lines.offsetAt(end));
    if (start.line < 0 || start.character < 0 || text.line !== end.line || text.character !== end.character) {
      expect({ start, end }, shown).toBe('a range of the text');
    }
  }
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Every range in an answer, but those of other files. */
function rangesIn(answer: unknown, uri: string): { start: Place; end: Place }[] {
  if (typeof answer !== 'object' || answer === null) {
    return [];
  }
  const fields = answer as Record<string, unknown>;
  const file = fields.uri ?? fields.targetUri;
  if (typeof file === 'string' && file !== uri) {
    return [];
  }
  const { start, end } = fields as { start?: Place; end?: Place };
  const own = start?.line !== undefined && end?.line !== undefined ? [{ start, end }] : [];
  return [
    ...own,
    ...Object.entries(fields).flatMap(([key, value]) => (isOtherFile(key, uri) ? [] : rangesIn(value, uri))),
  ];
}

/** In the changes of a workspace edit, files are keys. */
const isOtherFile = (key: string, uri: string) => key.startsWith('file:') && key !== uri;
