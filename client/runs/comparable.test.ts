import { expect, test } from 'vitest';
import { comparable, differing } from './comparable';

test('of an object, what was expected of it', () => {
  expect(comparable({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3, d: 4 }, e: 5 })).toEqual({ a: 1, b: { c: 3 } });
  expect(comparable({ a: 1, gone: null }, { a: 1 })).toEqual({ a: 1 });
});

test('a text that fits is the expected one', () => {
  expect(comparable(['https://*/events', 'a.b'], ['https://x/v1/events', 'axb'])).toEqual(['https://*/events', 'axb']);
});

test('JSON that was sent as a text is looked into', () => {
  expect(comparable({ body: { id: 1 } }, { body: '{"id":2,"more":3}' })).toEqual({ body: { id: 2 } });
});

test('something of another kind stays as it was', () => {
  expect(comparable({ a: 1 }, null)).toBe(null);
  expect(comparable({ a: 1 }, 'no JSON')).toBe('no JSON');
  expect(comparable([1], { a: 1 })).toEqual({ a: 1 });
  expect(comparable([1], [1, 2])).toEqual([1, 2]);
  expect(comparable(null, 'value')).toBe('value');
});

test('of two objects, the fields that differ', () => {
  expect(differing({ a: 1, b: { c: 2, d: 3 }, e: [1, 2] }, { a: 1, b: { c: 2, d: 4 }, e: [1] })).toEqual([
    { b: { d: 3 }, e: [1, 2] },
    { b: { d: 4 }, e: [1] },
  ]);
  expect(differing({ gone: null }, {})).toEqual([{ gone: null }, {}]);
  expect(differing([1], null)).toEqual([[1], null]);
});
