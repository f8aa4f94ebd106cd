import * as nodeModule from 'node:module';
import { type Import, moduleSyntax } from './imports';

/** TypeScript as JavaScript, or a sentence's clause that says why not. `path` tells its extension. */
export type Transpile = (
  code: string,
  path: string,
) => Promise<{ readonly code: string } | { readonly problem: string }>;

/** A file of the project as JavaScript. */
export interface SourceText {
  readonly code: string;
  readonly format: 'module' | 'commonjs' | undefined;
  readonly imports: readonly Import[];
  /** Whether every character is where it was. */
  readonly keepsPlaces: boolean;
}

const textFile = /\.(txt|html|sql)$/i;
const scriptFile = /\.[mc]?[jt]sx?$/i;
const typescriptFile = /\.([mc]?tsx?|jsx)$/i;

/**
 * The text of a file as JavaScript: TypeScript without its types, JSON and texts as modules that export them, as
 * Wrangler's own rules have them (https://developers.cloudflare.com/workers/wrangler/bundling/, 2026). A clause says
 * why it is none.
 */
export async function sourceText(
  text: string,
  path: string,
  transpile: Transpile,
): Promise<SourceText | { readonly problem: string }> {
  if (/\.json$/i.test(path)) {
    return jsonModule(text);
  }
  if (textFile.test(path)) {
    return dataModule(`const text = ${JSON.stringify(text)};\nexport default text;\n`);
  }
  if (!scriptFile.test(path)) {
    return { problem: 'is no module that a simulation reads: JavaScript, TypeScript, JSON and texts are' };
  }
  const stripped = typescriptFile.test(path) ? withoutTypes(text, path) : text;
  const made = stripped === undefined ? await transpile(text, path) : { code: stripped };
  if ('problem' in made) {
    return made;
  }
  const { format, imports, nodeEnv } = moduleSyntax(made.code);
  // Of a length with what they replace, so that nothing moves.
  const changes = [
    ...(made.code.startsWith('#!') ? [{ start: 0, end: 2, by: '//' }] : []),
    ...nodeEnv.map(({ start, end }) => ({ start, end, by: '"development"' })),
    ...imports.flatMap(({ attributes }) => (attributes ? [{ ...attributes, by: '' }] : [])),
  ];
  return {
    code: changes.reduce((code, { start, end, by }) => replaced(code, start, end, by), made.code),
    format,
    imports,
    keepsPlaces: stripped !== undefined,
  };
}

function jsonModule(text: string): SourceText | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `is not JSON: ${(error as Error).message}` };
  }
  const keys = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const names = keys
    .filter((key) => key !== 'default' && !/\p{Surrogate}/u.test(key))
    .map((key, index) => [
      `const $${index} = value[${JSON.stringify(key)}];`,
      `export { $${index} as ${JSON.stringify(key)} };`,
    ]);
  const lines = [`const value = JSON.parse(${JSON.stringify(text)});`, 'export default value;', ...names.flat()];
  return dataModule(lines.join('\n'));
}

const dataModule = (code: string): SourceText => ({ code, format: 'module', imports: [], keepsPlaces: false });

type StripTypes = (code: string, options?: { mode: 'strip' }) => string;

/** TypeScript with blanks for types; `undefined` where this Node cannot, or the code has more of it than types. */
function withoutTypes(text: string, path: string): string | undefined {
  if (!/\.[mc]?ts$/i.test(path)) {
    return undefined;
  }
  // Not before Node 22.13.
  const strip = (nodeModule as { stripTypeScriptTypes?: StripTypes }).stripTypeScriptTypes;
  try {
    return strip?.(text);
  } catch {
    return undefined;
  }
}

/** Text with another in a place of it, and blanks and line breaks for the rest. */
function replaced(code: string, start: number, end: number, by: string): string {
  const rest = code.slice(start, end).replace(/[^\r\n]/g, ' ');
  return code.slice(0, start) + by + rest.slice(by.length) + code.slice(end);
}
