import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { withCheckerFor } from './withCheckerFor.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('typescript'), 'utf8');

it('reaches into the TypeScript that is installed', () => {
  expect(withCheckerFor(source)).toContain('options.checkerFor(program)');
});

it('says so where TypeScript is another', () => {
  expect(() => withCheckerFor(source.replaceAll('createTypeChecker', 'makeTypeChecker'))).toThrow(
    'TypeScript has changed',
  );
});
