import { posix } from 'node:path';
import type { Refused } from '../../core/refused';
import type { DeclaredBinding } from '../sandbox/realm/command';
import type { WorkerdSetup } from '../workerd/command';
import type { Reach } from './reach';

/** Why the files of a database's `migrations_pattern` are not to be found, as Wrangler has it; `undefined` if they are. */
export function wrongPattern({ name, fields }: DeclaredBinding): string | undefined {
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

/** The migrations of a database in their order, as Wrangler applies them; a sentence where one of them is not read. */
export function migrationsOf(reach: Reach, { name, fields }: DeclaredBinding): WorkerdSetup['sql'][number][] | Refused {
  const folder = normalized(typeof fields.migrations_dir === 'string' ? fields.migrations_dir : 'migrations');
  const pattern = typeof fields.migrations_pattern === 'string' ? fields.migrations_pattern : `${folder}/*.sql`;
  const matcher = globToRegExp(posix.relative(folder, normalized(pattern)));
  const below = reach.filesBelow(folder, (each) => each.startsWith('.') || each === 'node_modules');
  if ('unreachable' in below) {
    return below.unreachable === 'missing' ? [] : { refused: `The migrations of ${name}, ${folder}, ${below.why}.` };
  }
  const migrations: WorkerdSetup['sql'][number][] = [];
  for (const path of below.files.filter((each) => matcher.test(each)).sort(byNumber)) {
    const file = folder === '.' ? path : `${folder}/${path}`;
    const content = reach.text(file);
    if ('unreachable' in content) {
      return { refused: `${file}, a migration of ${name}, ${content.why}.` };
    }
    migrations.push({ binding: name, file, sql: content.text });
  }
  return migrations;
}

function normalized(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/')).replace(/\/$/, '');
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
