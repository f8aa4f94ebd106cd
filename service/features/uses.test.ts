import { describe, expect, it } from 'vitest';
import { fixture, withMarks, withoutMarks } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import { diagnostics } from './diagnostics';
import { references } from './references';

const manifest = fixture`
  name = "notes"
  main = "src/index.ts"

  [[kv_namespaces]]
  binding = "NOTES"
  id = "1"
`;

describe('a binding of a Worker is found', () => {
  /** A file with marks under each place that *Find All References* lists for `NOTES` of the manifest. */
  async function expectUses(path: string, marked: string, more: Record<string, string> = {}) {
    const text = withoutMarks(marked);
    const service = serviceOver({ 'wrangler.toml': manifest, ...more, [path]: text });
    const at = (more['wrangler.toml'] ?? manifest).indexOf('NOTES');
    const found = await references(service, '/shop/wrangler.toml', at, false);
    const here = found.filter((each) => each.path === `/shop/${path}`);
    expect(
      withMarks(
        text,
        here.map(({ range }) => ({ range, label: 'NOTES' })),
      ),
    ).toBe(marked);
  }

  it('in the script of Astro, Svelte and Vue files', async () => {
    await expectUses(
      'src/pages/index.astro',
      fixture`
        ---
        import { env } from 'cloudflare:workers';
        const { runtime } = Astro.locals; const notes = [env.NOTES, runtime.env.NOTES];
                                                             ^^^^^ NOTES
                                                                                ^^^^^ NOTES
        ---
        <p>env.NOTES isn't here</p>
      `,
    );
    await expectUses(
      'src/routes/+page.svelte',
      fixture`
        <p>It's platform.env.NOTES</p>
        <script lang="ts">
          export const load = ({ platform }) => platform!.env.NOTES;
                                                              ^^^^^ NOTES
        </script>
      `,
    );
    await expectUses(
      'src/App.vue',
      fixture`
        <script setup>
        const load = (event) => event.context.cloudflare.env.NOTES
                                                             ^^^^^ NOTES
        </script>
        <template>{{ "env.NOTES" }}</template>
      `,
    );
  });

  it('in Python and Rust, not in their comments and strings', async () => {
    await expectUses(
      'src/entry.py',
      fixture`
        # env.NOTES
        text = "env.NOTES"; await self.env.NOTES.put("a", env["NOTES"]); getattr(self.env, 'NOTES')
                                           ^^^^^ NOTES
                                                               ^^^^^ NOTES
                                                                                            ^^^^^ NOTES
        environ.NOTES; env.NOTES_TOO
      `,
    );
    await expectUses(
      'src/lib.rs',
      fixture`
        // env.kv("NOTES")
        let text = "env.kv(NOTES)"; let notes = ctx.env.kv("NOTES")?; ctx.get_binding::<Kv>("NOTES"); headers.get("NOTES");
                                                            ^^^^^ NOTES
                                                                                             ^^^^^ NOTES
      `,
    );
  });

  it('in a service worker, where it is a global', async () => {
    const worker = fixture`
      declare const NOTES: KVNamespace;
      addEventListener('fetch', (event) => event.respondWith(answer(NOTES)));
                                                                    ^^^^^ NOTES
      const answer = async (NOTES) => NOTES.get('a'); const key = { NOTES: key.NOTES };
    `;
    await expectUses('src/index.ts', worker);
    await expectUses('src/index.ts', `${worker.replace(/\n +\^.*/, '')}export default {};\n`);
  });

  it('where code asks whether it is there', () =>
    expectUses(
      'src/index.ts',
      fixture`
        export default { fetch: (request, env) => ('NOTES' in env ? env.NOTES : undefined) };
                                                    ^^^^^ NOTES
                                                                        ^^^^^ NOTES
      `,
    ));

  it('on an object of the project, but only by a name that is declared', () =>
    expectUses('src/job.ts', 'export const pull = (job: Job) => job.env.NOTE;\n'));

  it('from a manifest beside the one that counts', async () => {
    const staging = '[[kv_namespaces]]\nbinding = "STAGED"\n';
    const files = {
      'wrangler.toml': manifest,
      'wrangler.staging.toml': staging,
      'src/job.ts': 'read(job.env.STAGED);\n',
    };
    const found = await references(serviceOver(files), '/shop/wrangler.staging.toml', staging.indexOf('STAGED'), true);
    expect(found.map(({ path }) => path)).toEqual(['/shop/wrangler.staging.toml', '/shop/src/job.ts']);
  });
});

describe('what the uses say', () => {
  /** What is reported of all files, as `path: severity code at name`. */
  async function problems(files: Record<string, string>) {
    const service = serviceOver(files);
    const found = await Promise.all(
      Object.entries(files).map(async ([path, text]) =>
        (await diagnostics(service, `/shop/${path}`)).map(
          ({ severity, code, range }) =>
            `${path}: ${severity} ${code} ${text.slice(range.start, range.end).split('\n')[0]}`,
        ),
      ),
    );
    return found.flat();
  }
  const worker = (body: string) =>
    `export default {\n  async fetch(request, env) {\n${body}\n    env.NOTES;\n  },\n};\n`;
  const undeclared = (body: string, more: Record<string, string> = {}) =>
    problems({ 'wrangler.toml': manifest, 'src/index.ts': worker(body), ...more });

  it('a guard that throws or answers 500 says that a binding is needed', async () => {
    const read = 'await env.LEDGER.prepare("");';
    const error = 'src/index.ts: error undeclared-binding LEDGER';
    expect(await undeclared(`if (!env.LEDGER) throw new Error("missing"); ${read}`)).toEqual([error, error]);
    expect(
      await undeclared(`if (!env.LEDGER || !env.NOTES) { return new Response('', { status: 500 }) } ${read}`),
    ).toEqual([error, error]);
    expect(await undeclared(`if (!env.LEDGER) { return cached() } ${read}`)).toEqual([]);
    expect(await undeclared(`if (!env.LEDGER && !env.OTHER) throw new Error(); ${read}`)).toEqual([]);
  });

  it('a binding that is handed to a function, taken apart or kept in a variable is needed too', async () => {
    const drizzle = "import { drizzle } from 'drizzle-orm/d1';\n";
    expect(
      await problems({ 'wrangler.toml': manifest, 'src/index.ts': drizzle + worker('drizzle(env.LEDGER);') }),
    ).toEqual(['src/index.ts: warning undeclared-binding LEDGER']);
    const own = 'const database = (name: string, db: D1Database) => db;\n';
    expect(
      await problems({ 'wrangler.toml': manifest, 'src/index.ts': own + worker("database('a', env.LEDGER);") }),
    ).toEqual(['src/index.ts: warning undeclared-binding LEDGER']);
    expect(await undeclared('const { LEDGER } = env; await LEDGER.prepare("");')).toEqual([
      'src/index.ts: error undeclared-binding LEDGER',
    ]);
    expect(await undeclared('const db = env.LEDGER; await db.prepare(""); log(env.OTHER);')).toEqual([
      'src/index.ts: error undeclared-binding LEDGER',
    ]);
  });

  it('nothing is undeclared that the project does without', async () => {
    const read = 'await env.LEDGER.prepare("");';
    expect(await undeclared(`const { LEDGER = none } = env; ${read}`)).toEqual([]);
    expect(await undeclared(`const db = env.LEDGER; if (!db) return; ${read}`)).toEqual([]);
    expect(await undeclared(read, { 'src/env.ts': 'export interface Env { LEDGER?: D1Database }\n' })).toEqual([]);
    expect(
      await undeclared(read, { 'src/more.ts': 'export const more = (env) => env.LEDGER?.prepare("");\n' }),
    ).toEqual([]);
    expect(
      await undeclared('', { 'src/job.ts': 'export const pull = (job) => job.env.LEDGER.prepare("");\n' }),
    ).toEqual([]);
  });

  it('env of a Pages function, taken out of its context', () =>
    expect(
      problems({
        'wrangler.toml': 'pages_build_output_dir = "public"\n[[kv_namespaces]]\nbinding = "CACHE"\nid = "1"\n',
        'functions/cart.js':
          'export async function onRequest(context) {\n  const { env } = context;\n  return env.CASHE.get("cart");\n}\n',
      }),
    ).resolves.toEqual(['functions/cart.js: error undeclared-binding CASHE']));

  it('nothing is undeclared in a Pages project whose bindings are on the dashboard', () =>
    expect(
      problems({
        'wrangler.toml': manifest,
        'functions/cart.js': 'export const onRequest = ({ env }) => env.CASHE.get("cart");\n',
      }),
    ).resolves.toEqual([]));

  it('the entry of one Worker has no binding of another', async () => {
    const other = { 'b/wrangler.toml': manifest.replace('NOTES', 'LEDGER'), 'b/src/index.ts': worker('env.LEDGER;') };
    const text = worker('await env.LEDGER.prepare("");');
    expect(await problems({ ...other, 'a/wrangler.toml': manifest, 'a/src/index.ts': text })).toContain(
      'a/src/index.ts: error undeclared-binding LEDGER',
    );
    expect(
      await problems({ ...other, 'a/wrangler.toml': manifest, 'a/src/index.ts': worker(''), 'a/src/more.ts': text }),
    ).not.toContain('a/src/more.ts: error undeclared-binding LEDGER');
    const beside = { 'a/wrangler.staging.toml': '[[d1_databases]]\nbinding = "LEDGER"\n' };
    expect(await problems({ ...other, ...beside, 'a/wrangler.toml': manifest, 'a/src/index.ts': text })).not.toContain(
      'a/src/index.ts: error undeclared-binding LEDGER',
    );
  });

  it('an environment needs no binding that the code does without, or only tests use', async () => {
    const environments = `${manifest}\n[env.production]\n`;
    const missing = 'wrangler.toml: warning binding-missing-in-environment NOTES';
    const of = (index: string, more = {}) =>
      problems({ 'wrangler.toml': environments, 'src/index.ts': index, ...more });
    const handler = (body: string) => `export default { fetch(request, env) { ${body} } };\n`;
    expect(await of(handler('return env.NOTES.get("a")'))).toContain(missing);
    expect(await of(handler('return env.NOTES?.get("a")'))).not.toContain(missing);
    const test = { 'test/index.test.ts': "import { env } from 'cloudflare:test';\nawait env.NOTES.put('a', '1');\n" };
    expect(await of(handler(''), test)).not.toContain(missing);
  });

  it('a Durable Object that another Worker uses is not unused', async () => {
    const binding = '[[durable_objects.bindings]]\nname = "TALLY"\nclass_name = "Tally"\n';
    const host = `name = "host"\nmain = "index.js"\n${binding}`;
    const files = {
      'host/wrangler.toml': host,
      'host/index.js': 'export class Tally {}\nexport default { fetch() {} };\n',
    };
    expect(await problems(files)).toContain('host/wrangler.toml: hint unused-binding [[durable_objects.bindings]]');
    const user = { 'user/wrangler.toml': `name = "user"\n${binding}script_name = "host"\n` };
    expect(await problems({ ...files, ...user })).not.toContain(
      'host/wrangler.toml: hint unused-binding [[durable_objects.bindings]]',
    );
  });
});
