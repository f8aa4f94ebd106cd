import { expect, test } from 'vitest';
import { bindings } from '../../test/support/sandbox';
import { readSeed } from './seed';

test.each([
  ['seed.json', '{ "CACHE": ', /^seed\.json is not JSON: /],
  ['seed.json', '[]', /^seed\.json: a seed must be an object whose keys are the names of bindings\.$/],
  ['seed.json', '{ "NOPE": {} }', /^seed\.json: NOPE is no binding\.$/],
  ['seed.json', '{ "CACHE": 1 }', /^seed\.json: CACHE must be an object\.$/],
  [
    'seed.json',
    '{ "JOBS": {} }',
    /^seed\.json: JOBS takes no seed: only KV namespaces, R2 buckets and D1 databases do\.$/,
  ],
  ['seed.json', '{ "DB": { "t": {} } }', /^seed\.json: a table of DB must be a list of rows/],
])('%s with %s is refused in one sentence', (file, text, problem) => {
  const seed = readSeed(file, text, bindings);
  expect('refused' in seed && seed.refused).toMatch(problem);
});

test('SQL needs one database to go to', () => {
  const none = bindings.filter(({ kind }) => kind !== 'd1_databases');
  expect(readSeed('seed.sql', 'SELECT 1', none)).toEqual({
    refused: 'seed.sql: the manifest has no D1 database to seed.',
  });
});
