import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../core/text';
import { fixture, withoutCursor } from '../../test/support/marks';
import { commonManifest, serviceOver, stageWithCursor } from '../../test/support/service';
import type { FileEdits } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';
import { readSettings } from '../settings';
import { codeActions, refactorings } from './codeActions';
import { codeLenses } from './codeLens';
import { definition } from './definition';
import { hover } from './hover';
import { references } from './references';
import { prepareRename, rename } from './rename';
import { workspaceSymbols } from './workspaceSymbols';

async function hoverAt(marked: string, options?: Parameters<typeof stageWithCursor>[1]) {
  const { service, path, offset } = stageWithCursor(marked, options);
  return (await hover(service, path, offset))?.markdown ?? '';
}

/** The files as they are after edits, by their path below the root. */
function applied(service: ServiceContext, files: readonly FileEdits[]): Record<string, string> {
  return Object.fromEntries(
    files.map(({ path, edits }) => [
      path.replace('/shop/', ''),
      applyEdits(service.workspace.documents.text(path) ?? '', edits),
    ]),
  );
}

describe('hover', () => {
  it('on a binding: service, resource, environments, limits, documentation', async () => {
    const manifest = fixture`
      [[kv_namespaces]]
      binding = "CACHE"
      id = "0123"

      [env.staging.vars]

      [[env.production.kv_namespaces]]
      binding = "CACHE"
      id = "4567"
    `;
    const text = await hoverAt("await params.infra.CA|CHE.get('k')", { manifest });
    expect(text).toContain('CACHE: KVNamespace');
    expect(text).toContain('KV namespace in wrangler.toml');
    expect(text).toContain('- top level: `0123`\n- production: `4567`');
    expect(text).toContain('Not declared in the environment `staging`');
    expect(text).toContain('https://developers.cloudflare.com/kv/');
  });

  it.each([
    'const { infra } = params; await infra.CA|CHE.get()',
    'const { infra: { CAC|HE: kv } } = params',
    "params.infra['CACH|E']",
    'const url = `${params?.infra?.|CACHE}`',
    'const all = params\nall\n  .infra // all\n  .CACHE|',
  ])('on a binding at %s', async (marked) => {
    expect(await hoverAt(marked)).toContain('CACHE: KVNamespace');
  });

  it.each(["'params.infra.CA|CHE'", '// params.infra.CA|CHE', 'const params = other; params.infra.CA|CHE'])(
    'not on a binding at %s',
    async (marked) => {
      expect(await hoverAt(marked)).not.toContain('KV namespace');
    },
  );

  it('on a method of a binding: its type and documentation', async () => {
    expect(await hoverAt("await params.infra.CACHE.pu|t('k', 'v')")).toContain('KVNamespace<string>.put(');
  });

  it('on params: the type of the stage', async () => {
    expect(await hoverAt('params.scheduled|Time', { stage: 'edge/scheduled' })).toContain('scheduledTime: Date');
  });

  it('on a variable: where it is set, never its value', async () => {
    const service = serviceOver({
      'wrangler.toml': '[vars]\nLIST = "news"\n\n[env.staging.vars]\nLIST = "test"\n',
      '.dev.vars': 'API_KEY=hush\n',
      'playground/edge/tag.js': 'params.secrets.LIST; params.secrets.API_KEY;',
    });
    const at = (offset: number) => hover(service, '/shop/playground/edge/tag.js', offset);
    expect((await at(16))?.markdown).toMatch(/\(variable\) LIST[\s\S]*In wrangler.toml\n\n- top level\n- staging$/);
    expect((await at(37))?.markdown).toMatch(/\(variable\) API_KEY[\s\S]*A secret, in .dev.vars or .env$/);
    expect(await definition(service, '/shop/playground/edge/tag.js', 16)).toEqual([
      { path: '/shop/wrangler.toml', range: { start: 7, end: 11 } },
      { path: '/shop/wrangler.toml', range: { start: 41, end: 45 } },
    ]);
  });

  it.each(['params.in|fra', 'params.sec|rets', 'const all| = params.secrets'])(
    'on %s: no name that was made for it',
    async (marked) => {
      expect(await hoverAt(marked)).toMatch(/: EdgeTag\.(Infra|Secrets)\n/);
    },
  );
});

it('signature help inside a method of a binding', async () => {
  const { service, path, offset } = stageWithCursor("await params.infra.CACHE.put('k', |)");
  const help = await askTypeScript(service, 'signatureHelp', { path, offset });
  expect(help?.activeParameter).toBe(1);
  expect(help?.signatures[0]?.label).toMatch(/^put\(key: string, value: string/);
});

describe('quick fixes of an undeclared binding', () => {
  async function fixes(code: string, manifest = commonManifest) {
    const service = serviceOver({ 'wrangler.toml': manifest, 'playground/edge/tag.js': code });
    const start = code.indexOf('CACHES');
    const actions = await codeActions(service, '/shop/playground/edge/tag.js', { start, end: start + 3 });
    return actions.map(({ title, files }) => ({ title, ...applied(service, files) }));
  }

  it('change the name, or declare it as what its use says', async () => {
    const code = "const kv = params.infra.CACHES;\nawait kv.put('k', 'v');\n";
    const [change, declare, ...others] = await fixes(code);
    expect(change).toEqual({ title: 'Change to CACHE', 'playground/edge/tag.js': code.replace('CACHES', 'CACHE') });
    expect(declare?.title).toBe('Declare CACHES as a KV namespace in wrangler.toml');
    expect(declare?.['wrangler.toml' as never]).toBe(
      commonManifest.replace('id = "0123"\n', 'id = "0123"\n\n[[kv_namespaces]]\nbinding = "CACHES"\n'),
    );
    expect(others.map(({ title }) => title)).toEqual(['Declare CACHES as an R2 bucket in wrangler.toml']);
  });

  it.each([
    ["params.infra.CACHES.prepare('select 1').run()", 'a D1 database'],
    ["params.infra.CACHES.head('x')", 'an R2 bucket'],
    ['params.infra.CACHES.send({ a: 1 })', 'a queue'],
    ['params.infra.CACHES.writeDataPoint({})', 'an Analytics Engine dataset'],
    ["params.infra.CACHES.idFromName('x')", 'a Durable Object'],
  ])('%s', async (code, what) => {
    const titles = (await fixes(code)).map(({ title }) => title);
    expect(titles).toContainEqual(expect.stringMatching(`Declare CACHES as ${what}.* in wrangler.toml`));
  });

  it('are offered for what is shown alone, not for what a comment silences or a setting turns off', async () => {
    expect(await fixes('// infra-ignore undeclared-binding\nconst x = params.infra.CACHES;\n')).toEqual([]);
    expect(await fixes('const x = params.infra.CACHES; // infra-ignore\n')).toEqual([]);
    const code = 'const x = params.infra.CACHES;\n';
    const service = serviceOver({ 'wrangler.toml': commonManifest, 'playground/edge/tag.js': code });
    const actions = () => codeActions(service, '/shop/playground/edge/tag.js', { start: 0, end: code.length });
    service.settings = readSettings({ diagnostics: { 'undeclared-binding': 'hint' } });
    expect((await actions()).map(({ title, diagnostic }) => [title, diagnostic?.severity])).toContainEqual([
      'Change to CACHE',
      'hint',
    ]);
    service.settings = readSettings({ diagnostics: { 'undeclared-binding': 'off' } });
    expect(await actions()).toEqual([]);
  });

  it('offer the common services where the use says nothing', async () => {
    const titles = (await fixes('const x = params.infra.CACHES', '')).map(({ title }) => title);
    expect(titles).toEqual([
      'Declare CACHES as a KV namespace in wrangler.toml',
      'Declare CACHES as a D1 database in wrangler.toml',
      'Declare CACHES as an R2 bucket in wrangler.toml',
      'Declare CACHES as a queue in wrangler.toml',
    ]);
  });
});

describe('across code and manifest', () => {
  const manifest = fixture`
    [[kv_namespaces]]
    binding = "CACHE" # keep
    id = "1"

    [[env.production.kv_namespaces]]
    binding = "CACHE"
    id = "2"
  `;
  const files = {
    'wrangler.toml': manifest,
    'playground/edge/tag.js': "const { CACHE } = params.infra; CACHE.get('CACHE'); params.infra['CACHE'].get('x')",
    'playground/edge/user.js': 'const { infra: { CACHE: kv } } = params; params.infra.CACHE.put(1, 2)',
  };
  const inCode = (marked: string) => withoutCursor(marked).offset;

  it('definition goes to every declaration', async () => {
    const found = await definition(serviceOver(files), '/shop/playground/edge/tag.js', inCode('const { CA|CHE'));
    expect(found.map(({ path, range }) => [path, manifest.slice(range.start, range.end)])).toEqual([
      ['/shop/wrangler.toml', 'CACHE'],
      ['/shop/wrangler.toml', 'CACHE'],
    ]);
  });

  it('references from the manifest are in all files', async () => {
    const found = await references(serviceOver(files), '/shop/wrangler.toml', manifest.indexOf('CACHE'), false);
    expect(found.map(({ path }) => path)).toEqual([
      '/shop/playground/edge/tag.js',
      '/shop/playground/edge/tag.js',
      '/shop/playground/edge/user.js',
      '/shop/playground/edge/user.js',
    ]);
  });

  it.each([
    ['the manifest', '/shop/wrangler.toml', manifest.indexOf('CACHE')],
    ['code', '/shop/playground/edge/user.js', files['playground/edge/user.js'].lastIndexOf('CACHE')],
  ])('rename from %s changes all of it', async (_, path, offset) => {
    const service = serviceOver(files);
    expect(await prepareRename(service, path, offset)).toMatchObject({ range: { start: expect.any(Number) } });
    const edits = await rename(service, path, offset, 'STORE');
    expect('refused' in edits ? edits : applied(service, edits.files)).toEqual({
      'wrangler.toml': manifest.replaceAll('"CACHE"', '"STORE"'),
      'playground/edge/tag.js':
        "const { STORE: CACHE } = params.infra; CACHE.get('CACHE'); params.infra['STORE'].get('x')",
      'playground/edge/user.js': 'const { infra: { STORE: kv } } = params; params.infra.STORE.put(1, 2)',
    });
  });

  it('a name that is taken is refused', async () => {
    const taken = `${manifest}\n[[d1_databases]]\nbinding = "DB"\n`;
    const service = serviceOver({ ...files, 'wrangler.toml': taken });
    expect(await rename(service, '/shop/wrangler.toml', taken.indexOf('CACHE'), 'DB')).toHaveProperty('refused');
  });
});

describe('names of the file', () => {
  it('are renamed in the file', async () => {
    const { service, path, text, offset } = stageWithCursor('const to|tal = 1; return { total };');
    const edits = await rename(service, path, offset, 'sum');
    expect('refused' in edits ? edits : applyEdits(text, edits.files[0]?.edits ?? [])).toBe(
      'const sum = 1; return { total: sum };',
    );
  });

  it('of the platform cannot be renamed', async () => {
    const { service, path, offset } = stageWithCursor('par|ams.userId');
    expect(await prepareRename(service, path, offset)).toEqual({
      refused: 'This name comes from the platform and cannot be renamed.',
    });
  });
});

it('formatting changes the body alone', async () => {
  const { service, path, text } = stageWithCursor('if(a){\nreturn  1}|');
  const edits = await askTypeScript(service, 'formatting', { path, options: { tabSize: 2, insertSpaces: true } });
  expect(applyEdits(text, edits ?? [])).toBe('if (a) {\n  return 1\n}');
});

it('code lenses in the manifest tell how often code uses a binding', () => {
  const service = serviceOver({
    'wrangler.toml': commonManifest,
    'playground/edge/tag.js': 'params.infra.CACHE.get(1); params.infra.CACHE.get(2);',
    'playground/edge/user.js': 'const { CACHE } = params.infra;',
  });
  const lenses = codeLenses(service, '/shop/wrangler.toml').map(({ range, uses }) => [
    commonManifest.slice(range.start, range.end),
    uses.length,
  ]);
  expect(lenses.slice(0, 2)).toEqual([
    ['CACHE', 3],
    ['DB', 0],
  ]);
});

it('workspace symbols are the bindings', () => {
  const service = serviceOver({
    'wrangler.toml': commonManifest,
    'other/wrangler.json': '{ "ai": { "binding": "OCR" } }',
  });
  expect(workspaceSymbols(service, 'ocr').map(({ name, container }) => [name, container])).toEqual([
    ['OCR', 'Workers AI'],
  ]);
});

it('call hierarchy: who calls a function of the file, the stage itself among them', async () => {
  const { service, path, text, offset } = stageWithCursor(
    'function in|ner() {}\nfunction outer() { inner(); }\nouter(); inner();',
  );
  const [item] = (await askTypeScript(service, 'prepareCallHierarchy', { path, offset })) ?? [];
  expect(item?.name).toBe('inner');
  const calls = await askTypeScript(service, 'incomingCalls', { path, offset: item?.nameRange.start ?? 0 });
  expect(
    calls?.map(({ item: { name }, ranges }) => [name, ranges.map(({ start, end }) => text.slice(start, end))]),
  ).toEqual(
    expect.arrayContaining([
      ['outer', ['inner']],
      ['edge/tag', ['inner']],
    ]),
  );
});

it('refactorings of a selection stay in the body', async () => {
  const { service, path, text, offset } = stageWithCursor(
    'const total = |params.payload.data.value * 1.19;\nreturn total;',
  );
  const end = text.indexOf(';');
  const found = await refactorings(service, path, { start: offset, end });
  const titles = found.map(({ title }) => title);
  expect(titles).toContain('Extract to constant in enclosing scope');
  expect(titles.join()).not.toMatch(/module scope/);
  const extract = found.find(({ title }) => title === 'Extract to constant in enclosing scope');
  expect(applyEdits(text, extract?.files[0]?.edits ?? [])).toBe(
    'const newLocal = params.payload.data.value * 1.19;\nconst total = newLocal;\nreturn total;',
  );
});
