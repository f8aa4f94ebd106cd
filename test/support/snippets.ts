import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Code as people write it, in the body of a stage. Files hold them by theme; `// ---- title` begins one. */
export interface Snippet {
  /** `edge/tag`, `apis/cdn/handler`. */
  readonly stage: string;
  readonly title: string;
  /** The code; of a misuse, with `^^^ code` under what is wrong. */
  readonly marked: string;
}

const folder = join(import.meta.dirname, '../snippets');

/** The manifest that snippets are written for. */
export const snippetManifest = readFileSync(join(folder, 'wrangler.toml'), 'utf8');

/** The snippets below a folder of test/snippets. API handlers may have any name. */
export function readSnippets(name: 'ordinary' | 'misuses'): readonly Snippet[] {
  const root = join(folder, name);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js'))
    .sort()
    .flatMap((file) => {
      const place = file.slice(0, file.lastIndexOf('/'));
      const stage = place.startsWith('apis/') ? `${place}/handler` : place;
      const [, ...pieces] = readFileSync(join(root, file), 'utf8').split(/^\/\/ ---- (.*)\n/m);
      return pieces.flatMap((title, index) =>
        index % 2 === 0 ? [{ stage, title, marked: `${pieces[index + 1]?.trimEnd() ?? ''}\n` }] : [],
      );
    });
}
