import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs } from '../../test/support/needs';
import { bindings, logged, miniflareMissing, run } from '../../test/support/sandbox';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { projectCode } from './projectCode';
import { workerdProject } from './workerd';

const miniflare = workerdProject(process.cwd(), [], {});
const stage = "console.log(await (await params.infra.BACKEND.fetch('https://a.example/')).text());";

/** A Worker that imports something and answers with `value`. */
const worker = (imports: string, value = 'value') =>
  `${imports}\nexport default { fetch: async () => new Response(JSON.stringify(${value})) };`;

/** The modules of a project whose root is `root` in a folder with these files. */
async function project(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  root = '.',
) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replaceAll('/FOLDER', folder));
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  }
  const code = await projectCode({ root: join(folder, root), name: 'shop' }, 'BACKEND', bindings);
  if ('refused' in code) {
    throw new Error(code.refused);
  }
  return { folder, code };
}

const esm = (name: string, more = '') => ({
  [`node_modules/${name}/package.json`]: `{ "name": "${name}", "type": "module", "main": "index.js"${more} }`,
});

/** Projects by what they have; each answers "fine". */
const projects: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  links?: Readonly<Record<string, string>>,
  root?: string,
])[] = [
  [
    'a package',
    {
      'services/backend.js': worker("import value from 'pkg';"),
      ...esm('pkg'),
      'node_modules/pkg/index.js': "export { default } from './own.js';",
      'node_modules/pkg/own.js': "export default 'fine';",
    },
  ],
  [
    'a package of a folder above',
    {
      'apps/shop/services/backend.js': worker("import { value } from '@scope/pkg/sub';"),
      ...esm(
        '@scope/pkg',
        ', "exports": { "./sub": { "types": "./no.d.ts", "workerd": "./sub.js", "default": "./no.js" } }',
      ),
      'node_modules/@scope/pkg/sub.js': "import dep from 'dep'; export const value = dep;",
      ...esm('dep'),
      'node_modules/dep/index.js': "export default 'fine';",
    },
    {},
    'apps/shop',
  ],
  [
    'packages as pnpm links them',
    {
      'apps/shop/services/backend.js': worker("import value from 'pkg';"),
      'node_modules/.pnpm/pkg@1/node_modules/pkg/package.json':
        '{ "name": "pkg", "module": "index.mjs", "main": "no.js" }',
      'node_modules/.pnpm/pkg@1/node_modules/pkg/index.mjs': "export { value as default } from 'dep';",
      'node_modules/.pnpm/dep@1/node_modules/dep/package.json':
        '{ "name": "dep", "exports": { "import": "./dep.mjs" } }',
      'node_modules/.pnpm/dep@1/node_modules/dep/dep.mjs': "export const value = 'fine';",
    },
    {
      'apps/shop/node_modules/pkg': '../../../node_modules/.pnpm/pkg@1/node_modules/pkg',
      'node_modules/.pnpm/pkg@1/node_modules/dep': '../../dep@1/node_modules/dep',
    },
    'apps/shop',
  ],
  [
    'a package of the same workspace',
    {
      'apps/shop/services/backend.js': worker("import { value } from 'lib';"),
      'packages/lib/package.json': '{ "name": "lib", "type": "module", "exports": "./src/index.js" }',
      'packages/lib/src/index.js':
        "import data from './data.json' with { type: 'json' }; export const value = data.value;",
      'packages/lib/src/data.json': '{ "value": "fine" }',
    },
    { 'apps/shop/node_modules/lib': '../../../packages/lib' },
    'apps/shop',
  ],
  [
    'JSON',
    {
      'services/backend.js': worker(
        "import data, { value } from './data.json' with { type: 'json' };",
        'data["a b"] + value',
      ),
      'services/data.json': '\ufeff{ "a b": "fi", "value": "ne" }',
    },
  ],
  [
    'a text',
    {
      'services/backend.js': worker("import a from '../sql/a.sql';\nimport b from './b.txt';", 'a + b'),
      'sql/a.sql': 'fi',
      'services/b.txt': 'ne',
    },
  ],
  [
    'an import() of a module',
    {
      'services/backend.js': worker('', "(await import('./other')).default"),
      'services/other.js': "export default 'fine';",
    },
  ],
  [
    'an absolute path',
    { 'services/backend.js': "export { default } from '/FOLDER/other.js';", 'other.js': worker('', "'fine'") },
  ],
  [
    'names of its own package',
    {
      'package.json': '{ "name": "shop", "imports": { "#lib/*": "./lib/*.js" }, "exports": { "./x": "./lib/x.js" } }',
      'services/backend.js': worker("import a from '#lib/a';\nimport x from 'shop/x';", 'a + x'),
      'lib/a.js': "export default 'fi';",
      'lib/x.js': "export default 'ne';",
    },
  ],
  [
    'paths of its tsconfig.json',
    {
      'tsconfig.json': '{ "extends": "./base.json" /* as usual */ }',
      'base.json': '{ "compilerOptions": { "baseUrl": "lib", "paths": { "@/*": ["./at/*"] } } }',
      'services/backend.js': worker("import a from '@/a';\nimport b from 'b';", 'a + b'),
      'lib/at/a.js': "export default 'fi';",
      'lib/b.js': "export default 'ne';",
    },
  ],
  [
    'CommonJS',
    {
      'services/backend.js': worker(
        "import whole, { value, again } from 'pkg';\nimport * as all from 'pkg';",
        'whole.value === value && all.again === again && value',
      ),
      'node_modules/pkg/package.json': '{ "name": "pkg" }',
      'node_modules/pkg/index.js':
        "'use strict';\nif (process.env.NODE_ENV === 'production') { module.exports = require('./no'); } else { module.exports = require('./lib'); }",
      'node_modules/pkg/lib/index.js':
        "exports.value = 'fi'; var other = require('./other'); exports.value += other.rest(); exports.again = require('../data.json').a;",
      'node_modules/pkg/lib/other.js':
        "var index = require('.'); exports.rest = function () { return index.value === 'fi' ? 'ne' : '?'; };",
      'node_modules/pkg/data.json': '{ "a": 1 }',
    },
  ],
  [
    'CommonJS that was an ES module',
    {
      'services/backend.js': worker("import value from 'pkg';"),
      'node_modules/pkg/index.js':
        "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'fine';",
    },
  ],
  [
    'what it requires and has not',
    {
      'services/backend.js': worker("import value from 'pkg';"),
      'node_modules/pkg/index.js': "try { require('optional'); } catch (error) { module.exports = 'fine'; }",
    },
  ],
  [
    'what it may import and has not',
    { 'services/backend.js': worker('', "await import('optional').then(() => 'no', () => 'fine')") },
  ],
];

const engines = [
  { title: 'memory', options: {}, runs: true },
  { title: 'workerd', options: { engine: 'workerd', workerd: miniflare } as const, runs: !('refused' in miniflare) },
];

describe.each(engines)('on $title, a Worker', ({ options, runs }) => {
  needs(runs, miniflareMissing).each(
    projects.map(([what, files, links = {}, root = '.']) => ({ what, files, links, root })),
  )('may have $what', async ({ files, links, root }) => {
    const { code } = await project(files, links, root);
    expect(code.bindings.flatMap(({ missing = '' }) => (missing.includes('backend') ? [missing] : []))).toEqual([]);
    expect(await logged(stage, { ...options, ...code })).toEqual(['"fine"']);
  });
});

test('an import is renamed where it stands, and not in texts that look alike', async () => {
  const { code } = await project({
    'services/backend.js': worker("import { x } from './x';", "x + './x'"),
    'services/x.js': "export const x = '';",
  });
  expect(await logged(stage, { ...code, engine: 'workerd', workerd: miniflare })).toEqual(['"./x"']);
});

test('errors have their places in modules of the project, and none in packages', async () => {
  const { code } = await project({
    'services/backend.js': "import { fail } from 'pkg';\nexport default {\n  fetch() { fail(); } };",
    ...esm('pkg'),
    'node_modules/pkg/index.js': "export function fail() { throw new Error('broken'); }",
  });
  const { of } = await run(stage, code);
  expect(of('error')[0]).toMatchObject({ message: 'broken', at: { file: 'services/backend.js', line: 2 } });
});
