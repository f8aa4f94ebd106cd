// The same project twice: a Destination for us, and for TypeScript a Worker whose handlers are functions with types.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindings, handlerBody } from './code.mjs';

const require = createRequire(import.meta.url);
const workersTypes = join(dirname(require.resolve('@cloudflare/workers-types/package.json')), 'index.d.ts');

/**
 * @typedef {object} Project
 * @property {string} folder
 * @property {(index: number) => string} path the path of a handler
 * @property {(index: number) => string} text its text
 * @property {string} manifest what declares the bindings
 * @property {string} manifestText
 */

/**
 * @param {string} folder
 * @param {number} files
 * @returns {Project}
 */
export function writeDestination(folder, files) {
  return write(files, {
    folder,
    path: (index) => join(folder, `playground/apis/cdn/handler${index}.js`),
    text: handlerBody,
    manifest: join(folder, 'wrangler.toml'),
    manifestText: tomlManifest(),
  });
}

const tomlManifest = () =>
  ['name = "bench"', ...bindings.map(({ name, kind, field }) => tomlBinding(name, kind, field))].join('\n\n');

/** @type {(name: string, kind: string, field: string) => string} */
const tomlBinding = (name, kind, field) =>
  `[[${kind}]]\nbinding = "${name}"\n${field} = "${name.toLowerCase()}-resource"`;

/**
 * What Cloudflare's templates and `wrangler types` write: `Env` and the types of the runtime in one file.
 * @param {string} folder
 * @param {number} files
 * @returns {Project}
 */
export function writeWorker(folder, files) {
  const runtimeTypes = readFileSync(workersTypes, 'utf8');
  const project = write(files, {
    folder,
    path: (index) => join(folder, `src/handler${index}.ts`),
    text: (index) => `export default async function (params: HandlerParams) {\n${handlerBody(index)}}\n`,
    manifest: join(folder, 'worker-configuration.d.ts'),
    manifestText: [
      'interface Env {',
      ...bindings.map(({ name, type }) => `  ${name}: ${type};`),
      '}',
      runtimeTypes,
    ].join('\n'),
  });
  writeFileSync(
    join(folder, 'src/params.d.ts'),
    `interface HandlerParams {
  infra: Env;
  secrets: Record<string, string>;
  request: Request;
  endpoint: string;
  method: string;
  logger: { log(...values: unknown[]): void; error(...values: unknown[]): void };
}
`,
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'esnext',
        lib: ['esnext'],
        module: 'esnext',
        moduleResolution: 'bundler',
        types: [],
        strict: true,
        noEmit: true,
        skipLibCheck: true,
      },
      include: ['worker-configuration.d.ts', 'src'],
    }),
  );
  return project;
}

/**
 * @param {number} files
 * @param {Project} project
 */
function write(files, project) {
  for (let index = 0; index < files; index++) {
    mkdirSync(dirname(project.path(index)), { recursive: true });
    writeFileSync(project.path(index), project.text(index));
  }
  writeFileSync(project.manifest, project.manifestText);
  return project;
}
