import { describe, expect, it } from 'vitest';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { applyEdits } from '../../core/text';
import { readManifest } from '../../test/support/manifests';
import { withoutCursor } from '../../test/support/marks';
import { manifestCompletion } from './completion';

function complete(marked: string, used: readonly string[] = []) {
  const { text, offset } = withoutCursor(marked);
  const reading = readManifest(text, /^\s*\{/.test(text) ? 'jsonc' : 'toml');
  const { model } = reading;
  const { items } = manifestCompletion(
    {
      reading,
      kinds: bindingKinds,
      undeclared: ({ environment }) =>
        used.filter((name) => !model.bindings.some((each) => each.name === name && each.environment === environment)),
    },
    offset,
  );
  const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  const item = (label: string) => items.find((each) => each.label === label);
  return {
    items,
    labels: sorted.map(({ label }) => label),
    item,
    /** The text after the item with this label was taken. */
    accept(label: string) {
      const found = item(label);
      return found?.edit && applyEdits(text, [found.edit]);
    },
  };
}

describe('headers', () => {
  it.each(['|', 'name = "a"\n\n|', 'kv|', '[|', '[[|', '[[kv|', '[kv|]', '[[|]]', '[[kv_na|]]'])('at %j', (text) => {
    const { accept } = complete(text);
    const before = text.slice(0, Math.max(text.lastIndexOf('\n') + 1, 0)).replace('|', '');
    expect(accept('kv_namespaces')).toBe(
      `${before}[[kv_namespaces]]\nbinding = "MY_BINDING"\nid = "0f2ac74b498b48028cb68387c421e279"`,
    );
  });

  it('have tab stops', () => {
    expect(complete('[[durable|').item('durable_objects.bindings')?.snippet).toBe(
      '[[durable_objects.bindings]]\nname = "${1:MY_BINDING}"\nclass_name = "${2:Counter}"',
    );
    expect(complete('[[rate|').item('ratelimits')?.snippet).toContain(
      'simple = { limit = ${3:100}, period = ${4:60} }',
    );
  });

  it('of an environment', () => {
    const text = '[env.staging]\nname = "a"\n\n[[env.sta|';
    const { labels, accept } = complete(text);
    expect(labels).toEqual(expect.arrayContaining(['env.staging.kv_namespaces', 'env.production']));
    expect(accept('env.staging.ai')).toBe('[env.staging]\nname = "a"\n\n[env.staging.ai]\nbinding = "MY_BINDING"');
    expect(accept('env.production')).toBe('[env.staging]\nname = "a"\n\n[env.production]');
    expect(labels).not.toContain('env.staging');
  });

  it('are not begun above keys that would fall into them', () => {
    expect(complete('|\nname = "a"\n').accept('worker_loaders')).toBe(
      'worker_loaders = [{ binding = "MY_BINDING" }]\nname = "a"\n',
    );
    expect(complete('[ai]\n|\nbinding = "AI"\n').labels).toEqual(['staging', 'remote']);
  });

  it('are only changed where keys follow', () =>
    expect(complete('[[kv|]]\nbinding = "A"\n').accept('r2_buckets')).toBe('[[r2_buckets]]\nbinding = "A"\n'));

  it('not of what is there already, or would contradict it', () => {
    const { labels } = complete('ai = { binding = "AI" }\nkv_namespaces = []\nqueues.consumers = []\n[vars]\n\n[[|');
    expect(labels).toContain('r2_buckets');
    for (const label of ['ai', 'kv_namespaces', 'queues.producers', 'vars']) {
      expect(labels).not.toContain(label);
    }
  });

  it('of what is no binding', () => {
    const { labels, accept } = complete('[env.dev]\n\n[[env.dev.migrations]]\ntag = "1"\n\n[observability]\n\n[que|');
    expect(accept('queues.consumers')).toMatch(/\n\[\[queues\.consumers\]\]$/);
    expect(accept('env.dev.migrations')).toMatch(/\n\[\[env\.dev\.migrations\]\]$/);
    expect(accept('env.dev.observability')).toMatch(/\n\[env\.dev\.observability\]$/);
    for (const label of ['observability', 'main', 'routes', 'env.dev.site']) {
      expect(labels).not.toContain(label);
    }
    expect(complete('queues = { producers = [] }\n[|').labels).not.toContain('queues.consumers');
  });

  it('in the habits of the file', () => {
    expect(complete("name='a'\r\n[|").accept('ai')).toBe("name='a'\r\n[ai]\r\nbinding='MY_BINDING'");
  });
});

describe('fields', () => {
  const block = '[[d1_databases]]\nbinding = "DB"\n';

  it.each([`${block}|`, `${block}data|`, `${block}|\n\n[ai]\nbinding = "AI"\n`, `${block}\n# the database\n  |`])(
    'that are not there yet, at %j',
    (text) => {
      const { labels } = complete(text);
      expect(labels.slice(0, 2)).toEqual(['database_name', 'database_id']);
      expect(labels).not.toContain('binding');
    },
  );

  it('and then other tables', () => {
    const { accept, labels } = complete(`${block}|`);
    expect(accept('database_id')).toBe(`${block}database_id = "00000000-0000-0000-0000-000000000000"`);
    expect(accept('ai')).toBe(`${block}[ai]\nbinding = "MY_BINDING"`);
    expect(labels.indexOf('ai')).toBeGreaterThan(labels.indexOf('remote'));
  });

  it('required ones first, deprecated ones never', () => {
    const { labels } = complete('[[services]]\n|');
    expect(labels.slice(0, 2)).toEqual(['binding', 'service']);
    expect(labels).not.toContain('environment');
    expect(labels).not.toContain('experimental_remote');
  });

  it.each([
    ['kv_namespaces = [{ binding = "A", | }]', 'kv_namespaces = [{ binding = "A", preview_id = "" }]'],
    ['kv_namespaces = [\n  { binding = "A", pre|\n]\n', 'kv_namespaces = [\n  { binding = "A", preview_id = ""\n]\n'],
    ['env.dev.kv_namespaces = [{ |', 'env.dev.kv_namespaces = [{ preview_id = ""'],
    ['{ "kv_namespaces": [{ "binding": "A", | }] }', '{ "kv_namespaces": [{ "binding": "A", "preview_id": "" }] }'],
    ['{ "kv_namespaces": [{ "|', '{ "kv_namespaces": [{ "preview_id": ""'],
    ['{ "kv_namespaces": [{ "pre|" }] }', '{ "kv_namespaces": [{ "preview_id": "" }] }'],
    [
      '{ "kv_namespaces": [{ "binding": "A",\n "|"\n "id": "1" }] }',
      '{ "kv_namespaces": [{ "binding": "A",\n "preview_id": "",\n "id": "1" }] }',
    ],
    ['{ "env": { "dev": { "kv_namespaces": [ { pre|', '{ "env": { "dev": { "kv_namespaces": [ { "preview_id": ""'],
    ['[[kv_namespaces]]\npre| = "x"', '[[kv_namespaces]]\npreview_id = "x"'],
    ['{ "kv_namespaces": [{ "p|": "x" }] }', '{ "kv_namespaces": [{ "preview_id": "x" }] }'],
  ])('at %j', (text, expected) => expect(complete(text).accept('preview_id')).toBe(expected));

  it('inside a field', () => {
    expect(complete('[[ratelimits]]\nname = "L"\nsimple = { limit = 1, | }').labels).toEqual(['period']);
    expect(complete('[[ratelimits]]\nname = "L"\n[ratelimits.simple]\n|').labels.slice(0, 2)).toEqual([
      'limit',
      'period',
    ]);
    expect(complete('{ "ratelimits": [{ "simple": { | } }] }').labels).toEqual(['limit', 'period']);
  });

  it('with documentation', () => {
    const { item } = complete('[[ratelimits]]\nsimple = { | }');
    expect(item('period')).toMatchObject({ detail: 'required', documentation: expect.stringContaining('`10`, `60`') });
  });
});

describe('keys of the top level and of environments', () => {
  it('in JSON', () => {
    expect(complete('{\n  "name": "a",\n  |\n}').accept('kv_namespaces')).toBe(
      '{\n  "name": "a",\n  "kv_namespaces": [\n    {\n      "binding": "MY_BINDING",\n      "id": "0f2ac74b498b48028cb68387c421e279"\n    }\n  ]\n}',
    );
    expect(complete('{\n\t"env": {\n\t\t"dev": {\n\t\t\t"a|"\n\t\t}\n\t}\n}').accept('ai')).toBe(
      '{\n\t"env": {\n\t\t"dev": {\n\t\t\t"ai": {\n\t\t\t\t"binding": "MY_BINDING"\n\t\t\t}\n\t\t}\n\t}\n}',
    );
    expect(complete('{ "queues": { "|" } }').accept('producers')).toBe(
      '{ "queues": { "producers": [ { "binding": "MY_BINDING", "queue": "my-queue" } ] } }',
    );
    expect(complete('{ "env": { | } }').labels).toEqual(['staging', 'production']);
    expect(complete('{ "ai": {}, | }').labels).not.toContain('ai');
  });

  it('other ones too', () => {
    expect(complete('|').labels).toEqual(expect.arrayContaining(['vars', 'compatibility_date', 'main']));
    expect(complete('name = "a"\nma|').accept('main')).toBe('name = "a"\nmain = ""');
    expect(complete('name = "a"\n|').labels).not.toContain('name');
    expect(complete('[env.dev]\n|').labels).not.toContain('pages_build_output_dir');
  });
});

describe('values', () => {
  it.each([
    ['[assets]\nhtml_handling = |', '[assets]\nhtml_handling = "none"', 'none'],
    ['[assets]\nhtml_handling = "|', '[assets]\nhtml_handling = "none"', 'none'],
    ['[assets]\nhtml_handling = "a|"', '[assets]\nhtml_handling = "none"', 'none'],
    ['[ai]\nremote = |\n', '[ai]\nremote = true\n', 'true'],
    ['[ai]\nremote = t|\n', '[ai]\nremote = true\n', 'true'],
    ['[[ratelimits]]\nsimple = { period = | }', '[[ratelimits]]\nsimple = { period = 60 }', '60'],
    ['{ "ai": { "remote": | } }', '{ "ai": { "remote": true } }', 'true'],
    ['{ "assets": { "html_handling": "|" } }', '{ "assets": { "html_handling": "none" } }', 'none'],
    [
      '{ "assets": { "html_handling": |\n "binding": "A" } }',
      '{ "assets": { "html_handling": "none"\n "binding": "A" } }',
      'none',
    ],
  ])('at %j', (text, expected, label) => expect(complete(text).accept(label)).toBe(expected));

  it('names that code uses and nobody declares', () => {
    const { labels, accept } = complete('[ai]\nbinding = "AI"\n[[kv_namespaces]]\nbinding = "|"', [
      'AI',
      'CACHE',
      'DB',
    ]);
    expect(labels).toEqual(['CACHE', 'DB']);
    expect(accept('CACHE')).toBe('[ai]\nbinding = "AI"\n[[kv_namespaces]]\nbinding = "CACHE"');
    expect(complete('[[kv|', ['CACHE']).item('kv_namespaces')?.snippet).toContain('binding = "${1:CACHE}"');
    expect(complete('{ "ai": { "binding": "|" } }', ['AI']).labels).toEqual(['AI']);
  });

  it('entries of lists', () => {
    expect(complete('kv_namespaces = [ | ]').accept('KV namespace')).toBe(
      'kv_namespaces = [ { binding = "MY_BINDING", id = "0f2ac74b498b48028cb68387c421e279" } ]',
    );
    expect(complete('{ "worker_loaders": | }').accept('Worker Loader')).toBe(
      '{ "worker_loaders": [ { "binding": "MY_BINDING" } ] }',
    );
  });
});

it.each([
  '# [|',
  '[ai] # |',
  '[ai]\nbinding = "AI" |',
  'name = "|"',
  '[vars]\nA = "|"',
  '[[kv_namespaces]]\nid = "|"',
  '{ "name": "|" }',
  '{ // |\n}',
  '{ "ai": {} | }',
  '{ "vars": { "|" } }',
])('nothing at %j', (text) => expect(complete(text).labels).toEqual([]));
