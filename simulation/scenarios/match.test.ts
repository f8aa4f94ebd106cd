import { describe, expect, test } from 'vitest';
import { differences } from './match';

describe('what is expected', () => {
  test.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [1, { a: '*' }],
      [1, { a: 'x', b: 2 }],
    ],
    ['POST https://*/orders', 'POST https://api.example/orders'],
    [{ id: 1 }, '{"id":1,"more":true}'],
    [null, undefined],
    ['a.b*', 'a.bc\nd'],
  ])('%j is in %j', (expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  test.each([
    [{ a: { b: 1 } }, { a: { b: 2 } }, [['a', 'b']]],
    [[1], [1, 2], [[]]],
    ['a.b', 'axb', [[]]],
    [{ a: 1, c: 1 }, { b: 1 }, [['a'], ['c']]],
    [{ a: 1 }, 'text', [[]]],
    [1, '1', [[]]],
  ])('%j is not in %j', (expected, actual, paths) => {
    expect(differences(expected, actual).map(({ path }) => path)).toEqual(paths);
  });
});
