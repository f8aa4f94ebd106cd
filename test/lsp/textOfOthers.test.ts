import { describe, expect, it } from 'vitest';
import {
  CompletionRequest,
  CompletionResolveRequest,
  DocumentSymbolRequest,
  HoverRequest,
  RenameRequest,
} from 'vscode-languageserver-protocol/node';
import { startLanguageServer } from '../support/languageServer';
import { loadedOrLinked } from '../support/markdown';
import { temporaryFolder } from '../support/temporaryFolder';

const image = '![e](https://evil.example/e.png)';
const tag = 'playground/edge/tag.js';

/** A Destination whose environment, resource and comment hold an image and a control sequence. */
const hostile = () =>
  temporaryFolder({
    'wrangler.json': JSON.stringify({
      name: 'w',
      kv_namespaces: [{ binding: 'KV', id: `a\` ${image} \u001b[2J` }],
      env: { [`${image}\u001b[2J`]: { kv_namespaces: [{ binding: 'KV', id: '2' }] } },
    }),
    [tag]: `/** ${image} */\nfunction own() {}\nown();\nparams.infra.KV.get('a');\n`,
  });

/** The Markdown of an answer. */
const markdownIn = (content: unknown) => (content as { value: string } | undefined)?.value ?? '';

describe('an editor renders what the server answers', () => {
  it.each(['params.infra.K|V', 'ow|n();'])('and loads nothing on hover: %s', async (place) => {
    const server = await startLanguageServer(hostile());
    await server.open(tag);
    const textDocument = { uri: server.uri(tag) };
    const found = await server.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: server.position(tag, place),
    });
    const value = markdownIn(found?.contents);
    expect(value).toMatch(/own|KV/);
    expect(loadedOrLinked(value).filter((each) => !each.startsWith('link https://evil'))).toEqual([]);
    expect(value).not.toContain('\u001b');
  });

  it('nor beside a completion', async () => {
    const server = await startLanguageServer(hostile());
    await server.open(tag, 'params.infra.;\n');
    const position = server.position(tag, 'params.infra.|');
    const list = await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: server.uri(tag) },
      position,
    });
    const [item] = (Array.isArray(list) ? list : list?.items) ?? [];
    expect(item?.labelDetails?.description).toContain('\\u001b[2J');
    const resolved = item && (await server.connection.sendRequest(CompletionResolveRequest.type, item));
    const value = markdownIn(resolved?.documentation);
    expect(value).toContain('KV');
    expect(loadedOrLinked(value)).toEqual([]);
  });

  it('nor in the outline', async () => {
    const server = await startLanguageServer(hostile());
    await server.open('wrangler.json');
    const textDocument = { uri: server.uri('wrangler.json') };
    const symbols = await server.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(JSON.stringify(symbols)).toContain('\\\\u001b[2J');
    expect(JSON.stringify(symbols)).not.toMatch(/(?<!\\)\\u001b/);
  });

  it('and the refusal of a rename is no link that runs a command', async () => {
    const server = await startLanguageServer(hostile());
    await server.open(tag);
    const renaming = server.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: server.uri(tag) },
      position: server.position(tag, 'params.infra.K|V'),
      newName: '[a](command:workbench.action.quit)\n',
    });
    const message = await renaming.then(String, (error: Error) => error.message);
    expect(message).not.toMatch(/\]\(command:|\n/);
  });
});
