import { expect, it } from 'vitest';
import { paramsInCode } from './paramsInCode';

it.each([
  ['const { infra } = params;\nparams.infra.A', [18, 26]],
  ['myparams; params2; $params; { params }', [30]],
  ['"params" + \'params\' + params', [22]],
  ["'it\\'s params' + params", [17]],
  ['"half typed params\nparams', [19]],
  ['// params\nparams /* params */', [10]],
  ['/* half typed params', []],
  ['`params ${params} params ${{ a: [params] }} params` + params', [10, 33, 54]],
  ['`half typed ${params', [14]],
  ['x = /params["`]/g.test(params)', [23]],
  ['const half = total / 2; params', [24]],
  ['a.length / 2 + "/" + params', [21]],
  ['return /[/]params/', []],
  ['`${/params/.test(params)}`', [17]],
] as const)('%s', (text, places) => expect(paramsInCode(text)).toEqual(places));

it.each(['(a + b) / params', 'a /* b */ / params', '/re/ / params', 'é / params'])(
  'is left to the tokens where a slash may be a division or not: %s',
  (text) => expect(paramsInCode(text)).toBeUndefined(),
);
