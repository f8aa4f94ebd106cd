import { expect, it } from 'vitest';
import { fixture, withMarks, withoutMarks } from '../../test/support/marks';
import { suppress } from './suppressions';

/** Marks of what is left of `X` reported as `a-code` and `Y` reported as `b-code`. */
function expectKept(marked: string) {
  const text = withoutMarks(marked);
  const found = [...text.matchAll(/\b[XY]\b/g)].map(({ 0: name, index }) => ({
    range: { start: index, end: index + 1 },
    code: name === 'X' ? 'a-code' : 'b-code',
  }));
  const { kept, useless } = suppress(text, found);
  expect(
    withMarks(text, [
      ...kept.map(({ range, code }) => ({ range, label: code })),
      ...useless.map(({ range }) => ({ range, label: 'useless' })),
    ]),
  ).toBe(marked);
}

it('on the line itself, or on the line before', () =>
  expectKept(fixture`
    X; Y; // infra-ignore a-code
       ^ b-code
    // infra-ignore a-code, b-code -- the platform adds them
    X; Y;
    X;
    ^ a-code
    /* infra-ignore */ X; Y;
  `));

it('in a manifest', () => expectKept('# infra-ignore b-code\nY = 1\n'));

it('a comment that suppresses nothing is told', () =>
  expectKept(fixture`
    // infra-ignore b-code
    ^^^^^^^^^^^^^^^^^^^^^^ useless
    X;
    ^ a-code
    fine(); // infra-ignore
            ^^^^^^^^^^^^^^^ useless
  `));
