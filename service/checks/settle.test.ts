import { expect, it } from 'vitest';
import { scanStage } from '../../core/code/scan';
import type { Finding } from '../../core/rules/rule';
import type { ProviderName } from './provider';
import { settle } from './settle';

/** The codes that are left, where providers say codes of words of a text. */
function settled(text: string, ...said: readonly (readonly [ProviderName, string, Finding['code']])[]) {
  const answers = said.map(([provider, word, code]) => {
    const start = text.indexOf(word);
    const range = { start, end: start + word.length };
    return { provider, findings: [{ code, severity: 'error' as const, range, message: '', fixes: () => [] }] };
  });
  return settle(answers, scanStage(text).accesses).map(({ code }) => code);
}

it('of one place, a rule over the text speaks, not TypeScript', () => {
  const text = 'first(second);';
  expect(settled(text, ['types', 'first', 2304], ['text', 'first', 'a-code'])).toEqual(['a-code']);
  expect(settled(text, ['types', 'first', 2304], ['text', 'second', 'a-code'])).toEqual(['a-code', 2304]);
  expect(settled(text, ['text', 'second', 'a-code'], ['types', 'first', 2304])).toEqual(['a-code', 2304]);
});

it('of one place, a provider may say two things', () =>
  expect(settled('first', ['types', 'first', 2304], ['types', 'first', 'typed-code'])).toEqual([2304, 'typed-code']));

it('that a binding is not declared is told by the manifest, also where that is silent', () => {
  expect(settled('params.infra.CACHE.gett();', ['types', 'CACHE', 2339])).toEqual([]);
  expect(settled('params.infra;', ['types', 'infra', 2339])).toEqual([]);
  expect(settled('params.infra.CACHE.gett();', ['types', 'gett', 2551])).toEqual([2551]);
});

it('of `params.manifest`, TypeScript speaks unless a rule does of what is below it', () => {
  const text = 'params.manifest.variables;';
  expect(settled(text, ['types', 'manifest', 2339])).toEqual([2339]);
  expect(settled(text, ['types', 'manifest', 2339], ['text', 'variables', 'wrong-variable-path'])).toEqual([
    'wrong-variable-path',
  ]);
});
