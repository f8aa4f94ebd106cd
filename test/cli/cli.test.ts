import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, cliEvents, cliJson } from '../support/cli';
import { copyOf, temporaryFolder } from '../support/temporaryFolder';

const read = (folder: string, file = 'wrangler.toml') => readFileSync(join(folder, file), 'utf8');

describe('list', () => {
  it('tells every binding, its fields and its place', () => {
    const { code, json, stderr } = cliJson(copyOf('examples/newsletter'), 'list');
    expect([code, stderr]).toEqual([0, '']);
    expect(json.manifest).toBe('wrangler.toml');
    expect(json.bindings).toHaveLength(10);
    const cache = json.bindings.find((each: { name: string }) => each.name === 'CACHE');
    expect(cache).toMatchObject({
      kind: 'kv_namespaces',
      environment: null,
      fields: { binding: 'CACHE', id: '0f8d3c5a7b9e4d1f8a6c2e0b4d7f9a13' },
      file: 'wrangler.toml',
    });
    const line = read(copyOf('examples/newsletter')).split('\n')[cache.nameRange.start.line];
    expect(line?.slice(cache.nameRange.start.character, cache.nameRange.end.character)).toBe('CACHE');
  });

  it('tells neither variables nor secrets nor consumers', () => {
    const folder = temporaryFolder({
      'wrangler.toml':
        '[vars]\nA = "x"\n[secrets]\nrequired = ["S"]\n[[queues.consumers]]\nqueue = "q"\n[ai]\nbinding = "AI"\n',
    });
    expect(cliJson(folder, 'list').json.bindings.map(({ name }: { name: string }) => name)).toEqual(['AI']);
  });

  it('of one environment', () => {
    const { stdout } = cli(copyOf('examples/newsletter'), 'list', '--env', 'production');
    expect(stdout).toContain('newsletter_events');
    expect(stdout).not.toContain('newsletter_events_test');
  });

  it('reads the manifest of the folder above', () => {
    const folder = copyOf('examples/newsletter');
    expect(cliJson(join(folder, 'playground/edge'), 'list').json.manifest).toBe('wrangler.toml');
  });
});

describe('check', () => {
  it('is silent on a clean Destination', () => {
    const { code, json } = cliJson(copyOf('examples/newsletter'), 'check');
    expect([code, json]).toEqual([0, { files: 9, diagnostics: [] }]);
  });

  it('reports bindings and types where they stand', () => {
    const { code, json } = cliJson(copyOf('test/fixtures/faulty'), 'check');
    expect(code).toBe(1);
    const found = json.diagnostics.map(({ file, code: each, source }: Record<string, unknown>) => [file, each, source]);
    expect(found).toEqual([
      ['playground/apis/cdn/greet.js', 'missing-response', 'infra'],
      ['playground/browser/tag.js', 'infra-not-available', 'infra'],
      ['playground/edge/tag.js', 'undeclared-binding', 'infra'],
      ['playground/edge/tag.js', 2339, 'ts'],
      ['playground/edge/tag.js', 2322, 'ts'],
      ['playground/edge/tag.js', 2554, 'ts'],
    ]);
    expect(json.diagnostics[2]).toMatchObject({ severity: 'error', range: { start: { line: 10, character: 32 } } });
  });

  it('reports a manifest that is half typed, at the broken text', () => {
    const folder = temporaryFolder({ 'wrangler.toml': 'name = "x"\n[[kv_namespaces]]\nbinding = "CACHE\n' });
    const { code, json } = cliJson(folder, 'check');
    expect(code).toBe(1);
    expect(json.diagnostics).toEqual([
      expect.objectContaining({
        code: 'manifest-syntax',
        range: expect.objectContaining({ start: { line: 2, character: 10 } }),
      }),
    ]);
  });

  it('reports a manifest that is binary, and one that cannot be read', () => {
    const binary = temporaryFolder({ 'wrangler.toml': new Uint8Array([0, 1, 2, 255]) });
    expect(cliJson(binary, 'check').json.diagnostics).toEqual([
      expect.objectContaining({ code: 'manifest-syntax', message: 'wrangler.toml is not a text file in UTF-8.' }),
    ]);
  });

  it('checks every Destination below the root', () => {
    const folder = temporaryFolder({
      'a/wrangler.toml': '',
      'a/playground/edge/tag.js': 'params.infra.A',
      'b/wrangler.jsonc': '{ "kv_namespaces": [{ "binding": "A" }] } // fine',
      'b/playground/edge/tag.js': 'params.infra.A',
    });
    const { json } = cliJson(folder, 'check', '--root', folder);
    expect(json.files).toBe(4);
    expect(json.diagnostics.map(({ file }: { file: string }) => file)).toEqual(['a/playground/edge/tag.js']);
  });
});

describe('add, remove and rename', () => {
  it('change the manifest and nothing else in it', () => {
    const folder = copyOf('examples/newsletter');
    const before = read(folder);
    expect(cli(folder, 'add', 'kv', 'STORE')).toMatchObject({
      code: 0,
      stdout: 'Added the KV namespace STORE to wrangler.toml\n',
    });
    expect(read(folder)).toContain('\n[[kv_namespaces]]\nbinding = "STORE"\n');
    expect(cli(folder, 'remove', 'STORE').code).toBe(0);
    expect(read(folder)).toBe(before);
  });

  it('ask for the fields that are missing', () => {
    const folder = copyOf('examples/newsletter');
    const { code, stderr } = cli(folder, 'add', 'service', 'OTHER');
    expect([code, stderr]).toEqual([2, "The service lacks 'service': add --set service=…\n"]);
    expect(cli(folder, 'add', 'service', 'OTHER', '--set', 'service=other', '--env', 'production').code).toBe(0);
    expect(read(folder)).toContain('[[env.production.services]]\nbinding = "OTHER"\nservice = "other"\n');
  });

  it('write nothing when they are dry', () => {
    const folder = copyOf('examples/newsletter');
    const before = read(folder);
    const { json } = cliJson(folder, 'add', 'kv', 'STORE', '--dry-run');
    expect(json.edits).toEqual([
      { file: 'wrangler.toml', range: expect.anything(), newText: expect.stringContaining('STORE') },
    ]);
    expect(read(folder)).toBe(before);
  });

  it('refuse what cannot be', () => {
    const folder = copyOf('examples/newsletter');
    for (const args of [
      ['add', 'kv', 'CACHE'],
      ['add', 'nothing', 'X'],
      ['add', 'kv'],
      ['add', 'kv', 'X', '--set', 'unknown=1'],
      ['remove', 'NOTHING'],
      ['remove', 'CACHE', '--env', 'nowhere'],
      ['rename', 'NOTHING', 'X'],
      ['rename', 'CACHE', 'DB'],
    ]) {
      const { code, stdout, stderr } = cli(folder, ...args);
      expect([args.join(' '), code, stdout, stderr.trim().split('\n').length]).toEqual([args.join(' '), 2, '', 1]);
    }
  });

  it('rename everywhere', () => {
    const folder = copyOf('examples/newsletter');
    expect(cli(folder, 'rename', 'CACHE', 'NOTES').code).toBe(0);
    expect(read(folder)).not.toContain('"CACHE"');
    expect(read(folder, 'playground/edge/tag.js')).toContain('params.infra.NOTES.put');
    expect(cliJson(folder, 'check').json.diagnostics).toEqual([]);
  });
});

describe('rename where the old name may still stand', () => {
  const files = {
    'wrangler.toml': 'main = "src/index.js"\n[[kv_namespaces]]\nbinding = "NOTES"\n',
    'src/index.js': 'export default { fetch: (request, env) => env.NOTES.get("a") };\n',
    'src/pull.js': '// Keeps what it is given\n  export const pull = (job) => job.env.NOTES.put("a", "b");\n',
  };
  const place = 'src/pull.js:2:40 export const pull = (job) => job.env.NOTES.put("a", "b");\n';
  const left = [
    {
      file: 'src/pull.js',
      range: { start: { line: 1, character: 39 }, end: { line: 1, character: 44 } },
      reason: 'NOTES is read here from something that may be env.',
    },
  ];

  it('lists the places, writes nothing and exits with 1', () => {
    const folder = temporaryFolder(files);
    expect(cli(folder, 'rename', 'NOTES', 'MEMOS')).toEqual({
      code: 1,
      stdout: '',
      stderr: `${place}NOTES stands in 1 place that may be it, listed above: nothing was written. Rename it by hand, or add --force to rename the rest.\n`,
    });
    expect(cliJson(folder, 'rename', 'NOTES', 'MEMOS')).toMatchObject({ code: 1, json: { edits: [], left } });
    expect(Object.keys(files).map((file) => read(folder, file))).toEqual(Object.values(files));
  });

  it('shows what it would do in a dry run', () => {
    const folder = temporaryFolder(files);
    const { code, json } = cliJson(folder, 'rename', 'NOTES', 'MEMOS', '--dry-run');
    expect([code, json.edits.length, json.left]).toEqual([1, 2, left]);
  });

  it('writes what is known when it is forced, and still lists the rest', () => {
    const folder = temporaryFolder(files);
    expect(cli(folder, 'rename', 'NOTES', 'MEMOS', '--force')).toEqual({
      code: 0,
      stdout: 'Renamed NOTES to MEMOS: 2 places in 2 files\n',
      stderr: place,
    });
    expect(read(folder, 'src/index.js')).toContain('env.MEMOS.get');
    expect(read(folder, 'src/pull.js')).toBe(files['src/pull.js']);
  });

  it('has an empty list where nothing is left', () => {
    const { 'src/pull.js': _, ...others } = files;
    const { code, json, stderr } = cliJson(temporaryFolder(others), 'rename', 'NOTES', 'MEMOS');
    expect([code, json.edits.length, json.left, stderr]).toEqual([0, 2, [], '']);
  });
});

describe('simulate', () => {
  it.each(['edge/init', 'edge/tag', 'edge/user', 'edge/scheduled', 'apis/cdn/subscribe', 'apis/server/report'])(
    '%s ends well',
    (stage) => {
      const { code, events } = cliEvents(copyOf('examples/newsletter'), stage);
      expect(code).toBe(0);
      expect(events[0]).toMatchObject({ v: 1, seq: 1, type: 'run.start', stage, engine: 'memory' });
      expect(events.at(-1)).toMatchObject({ type: 'run.end', ok: true });
    },
  );

  it('captures requests and binding calls, and shows no secret', () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, '.dev.vars'), 'MAIL_API_KEY=sk_live_do_not_show\n');
    const { events, stdout } = cliEvents(folder, 'edge/tag');
    const request = events.find(({ type }) => type === 'request');
    expect(request).toMatchObject({ method: 'POST', sent: false, headers: { Authorization: '[REDACTED]' } });
    expect(events.filter(({ type }) => type === 'binding').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['EVENTS', 'DB', 'CACHE', 'WELCOME']),
    );
    expect(stdout).not.toContain('sk_live_do_not_show');
  });

  it('tells where an error was thrown', () => {
    const folder = temporaryFolder({ 'wrangler.toml': '', 'playground/edge/tag.js': 'const a = 1;\nnull.b;\n' });
    const { code, stdout } = cli(folder, 'simulate', 'edge/tag');
    expect(code).toBe(1);
    expect(stdout).toContain('playground/edge/tag.js:2:6');
    expect(cliEvents(folder, 'edge/tag').events).toContainEqual(
      expect.objectContaining({
        type: 'error',
        phase: 'run',
        at: { file: 'playground/edge/tag.js', line: 1, character: 5 },
      }),
    );
  });

  it('takes an event from a file, a path for a stage, and an HTTP request', () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, 'event.json'), '{ "eventName": "Custom", "data": {} }');
    expect(cliEvents(folder, 'playground/edge/tag.js', '--event', 'event.json').code).toBe(0);
    const { events } = cliEvents(folder, 'apis/cdn/subscribe', '--method', 'DELETE', '--url', '/x');
    expect(events.find(({ type }) => type === 'return')?.response.status).toBeGreaterThanOrEqual(400);
  });

  it('says what it cannot do', () => {
    const folder = copyOf('examples/newsletter');
    writeFileSync(join(folder, 'bad.json'), '{ "a": ');
    for (const [args, message] of [
      [['nothing'], /There is no stage 'nothing'/],
      [['edge/tag', '--event', 'bad.json'], /bad.json is not JSON/],
      [['edge/tag', '--event', 'missing.json'], /there is no 'missing.json'/],
      [['edge/tag', '--timeout', 'x'], /--timeout takes milliseconds/],
      [['edge/tag', '--engine', 'x'], /--engine is memory or workerd/],
      [['edge/tag', '--nothing'], /Unknown option '--nothing'/],
    ] as const) {
      const { code, stdout, stderr } = cli(folder, 'simulate', ...args);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(message);
    }
  });
});

describe('bad input', () => {
  it('no manifest', () => {
    const { code, stdout, stderr } = cli(temporaryFolder(), 'list');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^No wrangler\.json, wrangler\.jsonc or wrangler\.toml was found in .* or above it\.\n$/);
  });

  it('an unreadable manifest', () => {
    const folder = temporaryFolder({ 'wrangler.toml': new Uint8Array([255, 254, 0, 65]) });
    expect(cli(folder, 'list')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'wrangler.toml is not a text file in UTF-8.\n',
    });
    mkdirSync(join(folder, 'inner/playground/edge'), { recursive: true });
  });

  it('two manifests: Wrangler reads wrangler.json', () => {
    const { json } = cliJson(copyOf('test/fixtures/two-manifests'), 'list');
    expect(json.manifest).toBe('wrangler.json');
  });

  it('spaces and letters of any script in the path', () => {
    const folder = temporaryFolder(
      { 'wrangler.toml': 'ai = { binding = "AI" }', 'playground/edge/tag.js': 'params.infra.AI' },
      'müller & söhne 株',
    );
    expect(cliJson(folder, 'list').json.bindings).toHaveLength(1);
    expect(cliJson(folder, 'check').code).toBe(0);
    expect(cliEvents(folder, 'edge/tag').code).toBe(0);
  });

  it('a command that there is not', () => {
    expect(cli('/', 'nothing').stderr).toMatch(/^There is no command 'nothing'/);
    expect(cli('/').code).toBe(2);
    expect(cli('/', '--help').code).toBe(0);
  });
});
