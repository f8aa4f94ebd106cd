import { describe, expect, it } from 'vitest';
import { hostileNames, loadedOrLinked } from '../test/support/markdown';
import { serviceOver } from '../test/support/service';
import { askTypeScript } from './askTypeScript';
import { completion, completionDetails } from './features/completion';
import { hover } from './features/hover';

const tag = '/shop/playground/edge/tag.js';

/** What an editor inserts for a snippet: no `$` or `}` of a name begins or ends a tab stop. */
function withoutTabStops(snippet: string): string {
  return snippet.replaceAll(/\\([\\$}])|\$\{\d+:((?:\\.|[^\\$}])*)\}/g, (_, escaped?: string, held?: string) =>
    escaped === undefined ? (held ?? '').replaceAll(/\\([\\$}])/g, '$1') : escaped,
  );
}

/** The service over a manifest in which everything that can have a name has this one. */
function shopOf(name: string, code: string) {
  const kv = [{ binding: 'KV', id: name }];
  const manifest = {
    name,
    vars: { KEY: name, [name]: name },
    kv_namespaces: [...kv, { binding: name, id: name }],
    durable_objects: { bindings: [{ name: 'OBJECT', class_name: name, script_name: name }] },
    services: [{ binding: 'SERVICE', service: name, [name]: name }],
    env: { [name]: { kv_namespaces: kv, vars: { KEY: name } }, other: {} },
  };
  const text = JSON.stringify(manifest, null, 2);
  return { service: serviceOver({ 'wrangler.json': text, 'playground/edge/tag.js': code }), text };
}

describe.each(hostileNames)('everything is called %j', (name) => {
  it.each(['params.infra.KV', 'params.infra.OBJECT', 'params.infra.SERVICE', 'params.secrets.KEY'])(
    'a hover on %s loads and links nothing',
    async (code) => {
      const { service } = shopOf(name, code);
      const found = await hover(service, tag, code.length);
      expect(found?.markdown).toContain(code.split('.').at(-1));
      expect(loadedOrLinked(found?.markdown ?? '')).toEqual([]);
    },
  );

  it('no hover in the manifest does', async () => {
    const { service, text } = shopOf(name, '');
    const places = [...text.matchAll(/"/g)].map(({ index }) => index);
    const found = await Promise.all(places.map((place) => hover(service, '/shop/wrangler.json', place + 1)));
    expect(found.filter(Boolean).length).toBeGreaterThan(10);
    expect(found.flatMap((each) => loadedOrLinked(each?.markdown ?? ''))).toEqual([]);
  });

  it('nor the documentation of completions', async () => {
    const { service } = shopOf(name, 'params.infra.');
    const list = await completion(service, tag, 'params.infra.'.length);
    expect(list?.items.map(({ label }) => label)).toContain(name);
    for (const item of list?.items ?? []) {
      const details = list?.details && (await completionDetails(service, tag, list.details, item));
      expect(loadedOrLinked(details?.documentation ?? '')).toEqual([]);
    }
  });

  it('nor that of what a manifest can have', async () => {
    const key = JSON.stringify(name);
    const code = `params.infra[${key}].get('a');`;
    const toml = `[[kv_namespaces]]\nbinding = ""\n\n[env.${key}.vars]\nA = "1"\n\n`;
    const service = serviceOver({ 'wrangler.toml': toml, 'playground/edge/tag.js': code });
    const lists = [toml.length, toml.indexOf('""') + 1].map((at) => completion(service, '/shop/wrangler.toml', at));
    const items = (await Promise.all(lists)).flatMap((list) => list?.items ?? []);
    expect(items.flatMap(({ documentation }) => loadedOrLinked(documentation ?? ''))).toEqual([]);
    const snippets = items.flatMap(({ snippet, edit }) => (snippet === undefined ? [] : [{ snippet, edit }]));
    expect(snippets.length).toBeGreaterThan(10);
    for (const { snippet, edit } of snippets) {
      expect(withoutTabStops(snippet)).toBe(edit?.newText);
    }
  });
});

describe('a comment in code', () => {
  const image = 'https://evil.example/e.png';
  const comment = `/** Doubles.\n * ![e](${image}) <img src="${image}"> [q](command:quit)\n * @param x ![p](${image}) */`;
  const code = `${comment}\nfunction twice(x) { return x * 2; }\ntwice(1);`;
  const service = serviceOver({ 'wrangler.toml': '', 'playground/edge/tag.js': code });
  const isLink = (each: string) => each === `link ${image}`;

  it('links, and loads nothing on hover', async () => {
    const found = await hover(service, tag, code.lastIndexOf('twice') + 1);
    expect(found?.markdown).toContain('Doubles.');
    expect(loadedOrLinked(found?.markdown ?? '').filter((each) => !isLink(each))).toEqual([]);
  });

  it('nor in signature help', async () => {
    const help = await askTypeScript(service, 'signatureHelp', { path: tag, offset: code.lastIndexOf('(') + 1 });
    const [signature] = help?.signatures ?? [];
    expect(signature?.documentation).toContain('Doubles.');
    const said = [signature?.documentation, signature?.parameters[0]?.documentation].map((each) => each ?? '');
    expect(said[1]).toContain('[p]');
    expect(said.flatMap(loadedOrLinked).filter((each) => !isLink(each))).toEqual([]);
  });

  it('nor beside a completion', async () => {
    const list = await completion(service, tag, code.lastIndexOf('twice') + 3);
    const item = list?.items.find(({ label }) => label === 'twice');
    const details = list?.details && item && (await completionDetails(service, tag, list.details, item));
    expect(details?.documentation).toContain('Doubles.');
    expect(loadedOrLinked(details?.documentation ?? '').filter((each) => !isLink(each))).toEqual([]);
  });
});
