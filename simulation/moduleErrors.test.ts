import { describe, expect } from 'vitest';
import { needs } from '../test/support/needs';
import { logged, miniflareMissing, nodesOfMachine, type RunOptions } from '../test/support/sandbox';
import { withCode } from '../test/support/simulation';
import { workerdProject } from './project/workerd';

// What modules of the project see of one another, and of what goes wrong between them: objects of their own realm.

const miniflare = workerdProject(process.cwd(), [], {});
const engines: readonly (RunOptions & { readonly title: string })[] = [
  ...nodesOfMachine().map(({ version, path }) => ({ title: `memory, with Node ${version}`, node: path })),
  { title: 'workerd', engine: 'workerd', workerd: miniflare },
];

const files = {
  'durable-objects/Counter.js': `
    import { DurableObject } from 'cloudflare:workers';
    const isOwn = (error) => error instanceof Error && Object.getPrototypeOf(Object.getPrototypeOf(error)) !== null
      && Object.getPrototypeOf(error).constructor.constructor === Function;
    const inPlace = (text) => !/simulation[.]js|node_modules|node:internal|( |[(])(file:[/][/])?[/](?!project[/])|[A-Z]:[/]/.test(text);
    export class Counter extends DurableObject {
      async look() {
        const seen = {};
        const note = async (what, importing) => {
          const promise = Object.getPrototypeOf(importing) === Promise.prototype;
          seen[what] = await importing.then(
            (module) => [promise, Object.getPrototypeOf(module) === null, Object.keys(module).join()],
            (error) => [promise, isOwn(error), inPlace(String(error.stack))],
          );
        };
        await note('a module', import('./fine.js'));
        await note('a module again', import('./fine.js'));
        await note('a module without an export', import('./asks.js'));
        await note('a module that throws', import('./throws.js'));
        await note('a module that throws, again', import('./throws.js'));
        await note('a module that throws later', import('./later.js'));
        await note('a module of Node', import('node:fs'));
        await note('a module that imports one of Node', import('./node.js'));
        await note('no module', import('./none' + '.js'));
        await note('a file', import('/etc/passwd'));
        await note('a text that is none', (async () => import({ toString() { throw new TypeError('no text'); } }))());
        await note('a symbol', (async () => import(Symbol()))());
        const together = await Promise.all([import('./one.js'), import('./two.js')]);
        seen.together = together.map(({ shared }) => shared);
        const { meta } = await import('./fine.js');
        seen.meta = [Object.getPrototypeOf(meta), Object.keys(meta).join()];
        let foreign = 0;
        const fill = () => { try { import('./fine.js').catch(() => {}); } catch (error) { if (!(error instanceof Error)) foreign += 1; } fill(); };
        try { fill(); } catch {}
        seen.foreign = foreign;
        return JSON.stringify(seen);
      }
    }`,
  'durable-objects/fine.js': 'export const meta = import.meta;',
  'durable-objects/asks.js': "import { nothing } from './fine.js';",
  'durable-objects/throws.js': "throw new TypeError('mine');",
  'durable-objects/later.js': "await null; throw new RangeError('mine');",
  'durable-objects/node.js': "import 'node:fs';",
  'durable-objects/one.js': "export { shared } from './shared.js';",
  'durable-objects/two.js': "export { shared } from './shared.js';",
  'durable-objects/shared.js': 'export const shared = 1;',
};

const own = [true, true, true];

describe.each(engines)('on $title', ({ title: _, ...engine }) => {
  const runs = engine.engine !== 'workerd' || !('refused' in miniflare);
  needs(runs, miniflareMissing)('import() answers in the realm of the module', async () => {
    const code = await withCode(files);
    const [seen] = await logged(
      'console.log(await params.infra.COUNTER.get(params.infra.COUNTER.idFromName("a")).look());',
      { ...code, ...engine, timeoutMs: 20_000 },
    );
    expect(JSON.parse(`${seen}`)).toEqual({
      'a module': [true, true, 'meta'],
      'a module again': [true, true, 'meta'],
      'a module without an export': own,
      'a module that throws': own,
      'a module that throws, again': own,
      'a module that throws later': own,
      'a module of Node': own,
      'a module that imports one of Node': own,
      'no module': own,
      'a file': own,
      'a text that is none': own,
      'a symbol': own,
      together: [1, 1],
      meta: [null, ''],
      foreign: 0,
    });
  });
});
