import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { migrationsOf, wrongPattern } from './migrations';
import { Reach } from './reach';

const database = (fields: object) => ({ name: 'DB', kind: 'd1_databases', fields: { ...fields } });
const migrations = (root: string, fields: object) => {
  const found = migrationsOf(new Reach(root), database(fields));
  return 'refused' in found ? [] : found;
};
const files = (root: string, fields: object) => migrations(root, fields).map(({ file }) => file);

test('migrations come in the order of their numbers', () => {
  const root = temporaryFolder({
    'migrations/10_c.sql': 'c',
    'migrations/2_b.sql': '\ufeffb',
    'migrations/1_a.sql': 'a',
    'migrations/last.sql': '',
    'migrations/notes.md': '',
    'migrations/old/3_x.sql': '',
  });
  expect(files(root, {})).toEqual([
    'migrations/1_a.sql',
    'migrations/2_b.sql',
    'migrations/10_c.sql',
    'migrations/last.sql',
  ]);
  expect(migrations(root, {})[1]?.sql).toBe('b');
});

test.each([
  ['drizzle/*/migration.sql', ['drizzle/0001_b/migration.sql', 'drizzle/0002_a/migration.sql']],
  ['./drizzle/**/*.sql', ['drizzle/0001_b/migration.sql', 'drizzle/0002_a/migration.sql', 'drizzle/extra.sql']],
  ['drizzle/{extra,none}.sql', ['drizzle/extra.sql']],
  ['drizzle/000[12]_?/migration.sql', ['drizzle/0001_b/migration.sql', 'drizzle/0002_a/migration.sql']],
])('a pattern finds them in folders of their own: %s', (pattern, expected) => {
  const root = temporaryFolder({
    'drizzle/0002_a/migration.sql': '',
    'drizzle/0001_b/migration.sql': '',
    'drizzle/0001_b/snapshot.json': '',
    'drizzle/extra.sql': '',
  });
  expect(files(root, { migrations_dir: './drizzle', migrations_pattern: pattern })).toEqual(expected);
});

test('a pattern that Wrangler refuses is said', () => {
  expect(wrongPattern(database({ migrations_pattern: 'x/*.sql' }))).toBe(
    'The migrations_pattern of DB needs a migrations_dir beside it.',
  );
  expect(wrongPattern(database({ migrations_dir: 'a', migrations_pattern: 'x/*.sql' }))).toBe(
    'The migrations_pattern of DB, "x/*.sql", must start with its migrations_dir: "a/".',
  );
  expect(wrongPattern(database({ migrations_dir: 'a', migrations_pattern: './a/*.sql' }))).toBeUndefined();
});

test('no folder, no migrations', () => {
  expect(files(temporaryFolder(), {})).toEqual([]);
});
