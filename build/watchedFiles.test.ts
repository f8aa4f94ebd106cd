import { resolve } from 'node:path';
import type { OnLoadArgs } from 'esbuild';
import { expect, it } from 'vitest';
import { watchedFiles } from './watchedFiles.mjs';

const realm = { path: 'realm' } as OnLoadArgs;

it('files stay watched while one of them is broken', async () => {
  const outcomes = [
    () => ({ contents: 'one', files: ['a.ts', 'b.ts'] }),
    () => {
      throw { errors: [{ text: 'Unexpected "{"', location: { file: 'c.ts' } }] };
    },
    () => {
      throw new Error('no such type');
    },
    () => ({ contents: 'two', files: ['a.ts'] }),
  ];
  const load = watchedFiles(async () => outcomes.shift()?.() ?? { contents: '', files: [] });
  const files = (...names: string[]) => names.map((name) => resolve(name));

  expect(await load(realm)).toMatchObject({ contents: 'one', watchFiles: files('a.ts', 'b.ts') });
  expect(await load(realm)).toMatchObject({
    errors: [{ text: 'Unexpected "{"' }],
    watchFiles: files('a.ts', 'b.ts', 'c.ts'),
  });
  expect(await load(realm)).toMatchObject({ errors: [{ text: 'no such type' }], watchFiles: files('a.ts', 'b.ts') });
  expect(await load(realm)).toMatchObject({ contents: 'two', watchFiles: files('a.ts') });
});
