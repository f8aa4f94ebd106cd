import { readFileSync, statSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import type { ProjectModule } from '../sandbox/realm/command';
import { importsOf } from './imports';

const extensions = ['.js', '.mjs', '.ts', '.mts'];

/** The path of a module whose extension is not given, relative to the root; `undefined` where there is none. */
export function findModule(root: string, path: string): string | undefined {
  const candidates = [
    path,
    ...extensions.map((extension) => `${path}${extension}`),
    ...extensions.map((each) => `${path}/index${each}`),
  ];
  return candidates.find((candidate) => isFile(join(root, candidate)));
}

/**
 * A module of the project and everything that it imports, as JavaScript. What needs a package, or a TypeScript that this
 * Node cannot read, is bundled with the project's own esbuild, if it has one (Wrangler brings it). Never rejects: what
 * cannot be read is left out, and whoever imports it says so.
 */
export async function loadModules(root: string, entry: string): Promise<ProjectModule[]> {
  const found = new Map<string, ProjectModule>();
  const isWhole = collect(root, entry, found);
  if (!isWhole) {
    const bundle = await bundled(root, entry);
    if (bundle) {
      return [bundle];
    }
  }
  return [...found.values()];
}

/** Adds a module and what it imports; whether all of it could be found and read. */
function collect(root: string, path: string, found: Map<string, ProjectModule>): boolean {
  const text = readText(join(root, path));
  const code = text === undefined ? undefined : javaScriptOf(text, path);
  if (code === undefined) {
    return false;
  }
  const imports: Record<string, string> = {};
  found.set(path, { path, code, imports });
  let isWhole = true;
  for (const specifier of importsOf(code)) {
    if (/^(cloudflare|node):/.test(specifier)) {
      continue;
    }
    const target = specifier.startsWith('.')
      ? findModule(root, sourceName(posix.join(posix.dirname(path), specifier), root))
      : undefined;
    if (target === undefined) {
      isWhole = false;
    } else {
      imports[specifier] = target;
      isWhole = (found.has(target) || collect(root, target, found)) && isWhole;
    }
  }
  return isWhole;
}

/** TypeScript imports `./a.js` and means `a.ts`. */
function sourceName(path: string, root: string): string {
  return isFile(join(root, path)) ? path : path.replace(/\.(m?)js$/, '.$1ts');
}

type StripTypes = (code: string, options?: { mode: 'strip' | 'transform' }) => string;

/** JavaScript with every character where it was; `undefined` where types cannot be taken out. */
function javaScriptOf(text: string, path: string): string | undefined {
  if (!/\.m?ts$/.test(path)) {
    return text;
  }
  const strip = (nodeModule as { stripTypeScriptTypes?: StripTypes }).stripTypeScriptTypes;
  try {
    return strip?.(text);
  } catch {
    return undefined;
  }
}

interface Esbuild {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}

async function bundled(root: string, entry: string): Promise<ProjectModule | undefined> {
  const esbuild = projectPackage<Esbuild>(root, ['esbuild'], ['wrangler', 'esbuild']);
  try {
    const result = await esbuild?.build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      conditions: ['workerd', 'worker', 'browser'],
      external: ['cloudflare:*', 'node:*'],
      logLevel: 'silent',
    });
    const code = result?.outputFiles[0]?.text;
    // Lines of a bundle are nobody's: the name keeps them from being shown.
    return code === undefined ? undefined : { path: entry, code, imports: {}, isBundle: true };
  } catch {
    return undefined;
  }
}

/** A package as the project itself would load it: by the first chain of packages that leads to it. */
export function projectPackage<Package>(root: string, ...chains: readonly (readonly string[])[]): Package | undefined {
  const path = projectPackagePath(root, ...chains);
  try {
    return path === undefined ? undefined : (createRequire(path)(path) as Package);
  } catch {
    return undefined;
  }
}

/** Where that package's entry is. */
export function projectPackagePath(root: string, ...chains: readonly (readonly string[])[]): string | undefined {
  for (const chain of chains) {
    try {
      return chain.reduce((from, name) => createRequire(from).resolve(name), join(root, 'package.json'));
    } catch {
      // The next chain may lead there.
    }
  }
  return undefined;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
