import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { DeclaredBinding } from '../sandbox/realm/command';
import type { WorkerdSetup } from '../workerd/command';

/** Why the files of a database's `migrations_pattern` are not to be found, as Wrangler has it; `undefined` if they are. */
export function patternProblem({ name, fields }: DeclaredBinding): string | undefined {
  const { migrations_dir: folder, migrations_pattern: pattern } = fields;
  if (typeof pattern !== 'string') {
    return undefined;
  }
  if (typeof folder !== 'string') {
    return `The migrations_pattern of ${name} needs a migrations_dir beside it.`;
  }
  const start = normalized(folder);
  return start === '.' || normalized(pattern).startsWith(`${start}/`)
    ? undefined
    : `The migrations_pattern of ${name}, "${pattern}", must start with its migrations_dir: "${start}/".`;
}

/** The migrations of a database in their order, as Wrangler applies them. */
export function migrationsOf(root: string, { name, fields }: DeclaredBinding): WorkerdSetup['sql'][number][] {
  const folder = normalized(typeof fields.migrations_dir === 'string' ? fields.migrations_dir : 'migrations');
  const pattern = typeof fields.migrations_pattern === 'string' ? fields.migrations_pattern : `${folder}/*.sql`;
  const matcher = globToRegExp(posix.relative(folder, normalized(pattern)));
  const paths = filesBelow(join(root, folder)).filter((path) => matcher.test(path));
  return paths.sort(byNumber).map((path) => {
    const file = folder === '.' ? path : `${folder}/${path}`;
    return { binding: name, file, sql: readFileSync(join(root, file), 'utf8').replace(/^\uFEFF/, '') };
  });
}

function normalized(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
}

/** The files below a folder as paths in it; folders whose names start with a dot, and packages, are left out. */
function filesBelow(folder: string, path = ''): string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(folder, path), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const below = path ? `${path}/${entry.name}` : entry.name;
    if (entry.name.startsWith('.') || entry.name === 'node_modules') {
      return [];
    }
    return entry.isDirectory() ? filesBelow(folder, below) : [below];
  });
}

/** A glob with `*`, `**`, `?`, `[abc]` and `{a,b}` as a regular expression for a whole path. */
function globToRegExp(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/\*\*\/|\*+|\?|\[[^\]/]+\]|[{},]|[.+^$()|[\]\\]/g, (part) => {
    switch (part[0]) {
      case '*':
        return part === '**/' ? '(?:.*/)?' : '[^/]*';
      case '?':
        return '[^/]';
      case '[':
        return part.length > 1 ? part.replace('[!', '[^') : '\\[';
      case '{':
        depth += 1;
        return '(?:';
      case '}':
        depth -= 1;
        return ')';
      case ',':
        return depth > 0 ? '|' : ',';
      default:
        return `\\${part}`;
    }
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}

/** Folder by folder: by the number that a name begins with, then by the name. */
function byNumber(a: string, b: string): number {
  const [first, second] = [a.split('/'), b.split('/')];
  for (const [index, part] of first.entries()) {
    const other = second[index];
    if (other === undefined || part === other) {
      continue;
    }
    const [left, right] = [part, other].map((each) => Number.parseInt(each, 10)) as [number, number];
    const isNumbered = Number.isFinite(left) || Number.isFinite(right);
    const difference = (Number.isFinite(left) ? left : Infinity) - (Number.isFinite(right) ? right : Infinity);
    return (isNumbered && difference) || (part < other ? -1 : 1);
  }
  return first.length - second.length;
}
