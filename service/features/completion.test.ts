import { describe, expect, it } from 'vitest';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { applyEdits } from '../../core/text';
import { editorAtCursor } from '../../test/support/editor';

async function complete(marked: string, options: Parameters<typeof editorAtCursor>[1] = {}) {
  const { editor, path, text, offset } = editorAtCursor(marked, options);
  const items = await editor.completion(path, offset);
  return {
    items,
    labels: items.map(({ label }) => label),
    /** The text after the item with this label was taken. */
    accept(label: string) {
      const item = items.find((each) => each.label === label);
      return item && applyEdits(text, item.edits);
    },
  };
}

const bindings = ['CACHE', 'DB', 'FILES', 'QUEUE', 'EVENTS', 'OTHER', 'COUNTER', 'LIMIT', 'AI'];

it('every edit holds the cursor, that of a symbol too', async () => {
  const marked = "await params.infra.CACHE.ge|t('k')";
  const { items, accept } = await complete(marked);
  expect(items.filter(({ edits }) => edits.every(({ range }) => range.end < marked.indexOf('|')))).toEqual([]);
  expect((await complete('[1].so|')).accept('Symbol')).toBe('[1][Symbol]');
  expect(accept('get')).toBe("await params.infra.CACHE.get('k')");
});

describe('names of bindings', () => {
  it.each([
    'await params.infra.|',
    'await params.infra.CA|',
    'const { infra } = params; infra.|',
    "params.infra['|']",
    'const { | } = params.infra',
    'const { CACHE, D| } = params.infra',
    'params?.infra?.|',
    'params.infra.|\nawait later()',
    'if (params.infra.|) {',
    'const url = `${params.infra.|}`',
    'params\n  .infra // all\n  .|',
    'const all = params;\nall.infra.|',
    'other.params = 1; params.infra.|',
    'const { infra: { | } } = params',
    'const { infra } = params\nconst {\n  |\n} = infra',
    "const { infra } = params; infra['my k|']",
    'const save = (target) => target.infra.|;\nsave(params)',
    `${'f(1); '.repeat(100)}params.infra.|`,
  ])('exactly the declared ones at %s', async (code) => {
    expect((await complete(code)).labels).toEqual(bindings);
  });

  it('with their service and resource', async () => {
    const { items } = await complete('params.infra.|');
    const shown = items.map(({ label, detail, description }) => [label, detail, description]);
    expect(shown).toContainEqual(['CACHE', 'KV namespace', '0123']);
    expect(shown).toContainEqual(['FILES', 'R2 bucket', 'exports']);
  });

  it('replace what is typed already', async () => {
    const { accept } = await complete("await params.infra.CA|.get('k')");
    expect(accept('CACHE')).toBe("await params.infra.CACHE.get('k')");
  });

  it('leave the next line alone', async () => {
    const { accept } = await complete('params.infra.|\nawait later()');
    expect(accept('DB')).toBe('params.infra.DB\nawait later()');
  });

  it('that are no identifiers are put into brackets', async () => {
    const manifest = '[[kv_namespaces]]\nbinding = "my-kv"\n';
    expect((await complete('params.infra.|', { manifest })).accept('my-kv')).toBe("params.infra['my-kv']");
    expect((await complete("params.infra['|']", { manifest })).accept('my-kv')).toBe("params.infra['my-kv']");
    expect((await complete('const { | } = params.infra', { manifest })).accept('my-kv')).toBe(
      "const { 'my-kv':  } = params.infra",
    );
  });

  it.each([
    "'params.infra.|'",
    '// params.infra.|',
    'params.infra.CACHE.get(|',
    '`params.infra.|`',
    '/params.infra.|/.test(x)',
    'x.params.infra.|',
    'const params = other; params.infra.|',
    'const { params } = other; params.infra.|',
    'const // later\nparams = 1; params.infra.|',
    'const { infra } = other; infra.|',
    'const { CACHE: | } = params.infra',
    'request.headers.|',
    'return ne|w',
  ])('not at %s', async (code) => {
    expect((await complete(code)).labels).not.toEqual(bindings);
  });

  it('none in the browser', async () => {
    expect((await complete('params.infra.|', { stage: 'browser/tag' })).labels).not.toContain('CACHE');
  });

  it('in a manifest that is half typed', async () => {
    const manifest =
      '[[kv_namespaces]]\nbinding = "CACHE"\n\n[[d1_databases]]\nbinding = "DB\n\n[[r2_buckets]]\nbinding = "FILES"\n';
    expect((await complete('params.infra.|', { manifest })).labels).toEqual(expect.arrayContaining(['CACHE', 'FILES']));
  });
});

describe('inside a binding', () => {
  it('its methods', async () => {
    expect((await complete('params.infra.CACHE.|')).labels.sort()).toEqual([
      'delete',
      'get',
      'getWithMetadata',
      'list',
      'put',
    ]);
    expect((await complete('const { DB } = params.infra\nDB.|')).labels).toContain('prepare');
  });

  it.each([
    "params.infra['CACHE'].|",
    "params['infra']?.['CACHE']?.ge|t",
    'params?.infra?.CACHE\n  .|',
    'const { infra: { CACHE: kv } } = params;\nkv.|get',
    'const { infra } = params\nif (ready) { await infra.CACHE.| }',
    'const kv = params.infra.CACHE\nkv.|\nfoo = 1',
    'const a = 1, env = params.infra;\nenv.CACHE.|;',
    'params.infra.CACHE.|\nawait later()',
    'const x = { a: await params.infra.CACHE.| }',
    'items.map(async (item) => params.infra.CACHE.|)',
    '/* params */ // params\nparams.infra.CACHE.|',
  ])('the same at %s', async (code) => {
    expect((await complete(code)).labels.sort()).toEqual(['delete', 'get', 'getWithMetadata', 'list', 'put']);
  });

  it.each([
    'params.infra.CACHE.get(1).|',
    "'params.infra.CACHE.|'",
    '// params.infra.CACHE.|',
    'params.infra.MISSING.|',
    'params.CACHE.|',
    'const { infra } = params; items.map((infra) => infra.CACHE.|)',
    '{ const { infra } = params }\ninfra.CACHE.|',
  ])('not at %s', async (code) => {
    expect((await complete(code)).labels).not.toContain('getWithMetadata');
  });

  it.each(bindingKinds.map((kind) => [kind.key, kind]))('what is known of %s', async (key, kind) => {
    const entry = kind.shape === 'single' ? `[${key}]` : `[[${key}]]`;
    const manifest = `${entry}\n${kind.fields.map(({ name }) => `${name} = "X"`).join('\n')}\n`;
    const { labels } = await complete('params.infra.X.|', { manifest });
    expect(labels.length > 0).toBe(kind.typeName !== 'any');
  });

  it.each([
    ["const cached = params.infra.CACHE.g|('k')", "const cached = await params.infra.CACHE.get('k')"],
    ['params.infra.CACHE.|', 'await params.infra.CACHE.get'],
    ['await params.infra.CACHE.|', 'await params.infra.CACHE.get'],
    ['return params.infra.CACHE.|', 'return params.infra.CACHE.get'],
    ['const all = [params.infra.CACHE.|]', 'const all = [params.infra.CACHE.get]'],
    ['items.forEach((item) => { params.infra.CACHE.| })', 'items.forEach((item) => { params.infra.CACHE.get })'],
  ])('%s gets await where the value is wanted', async (code, accepted) => {
    expect((await complete(code)).accept('get')).toBe(accepted);
  });

  it('no await before what gives no promise', async () => {
    expect((await complete('params.infra.DB.|')).accept('prepare')).toBe('params.infra.DB.prepare');
    expect((await complete('params.infra.EVENTS.|')).accept('writeDataPoint')).toBe(
      'params.infra.EVENTS.writeDataPoint',
    );
  });

  it('the options of its methods', async () => {
    const { labels } = await complete("params.infra.CACHE.put('k', 'v', { | })");
    expect(labels).toEqual(expect.arrayContaining(['expiration', 'expirationTtl', 'metadata']));
  });
});

describe('params', () => {
  it('has what the stage has', async () => {
    expect((await complete('params.|')).labels).toEqual(expect.arrayContaining(['payload', 'infra', 'requestHandler']));
    const api = (await complete('params.|', { stage: 'apis/server/report' })).labels;
    expect(api).toEqual(expect.arrayContaining(['request', 'currentUser', 'infra']));
    expect(api).not.toContain('requestHandler');
    expect((await complete('params.|', { stage: 'browser/init' })).labels).not.toContain('infra');
  });

  it('has the variables of the manifest', async () => {
    const manifest = '[vars]\nLIST_ID = "x"\n[secrets]\nrequired = ["API_KEY"]\n';
    expect((await complete('params.secrets.|', { manifest })).labels).toEqual(['API_KEY', 'LIST_ID']);
  });

  it('shows nothing of what is generated', async () => {
    const { labels } = await complete('const x = 1;\n|');
    expect(labels).toEqual(expect.arrayContaining(['x', 'params', 'crypto']));
    expect(labels.filter((label) => /EdgeTag/.test(label))).toEqual([]);
  });
});
