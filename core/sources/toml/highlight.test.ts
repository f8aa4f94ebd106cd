import { expect, it } from 'vitest';
import { fixture, withMarks, withoutMarks } from '../../../test/support/marks';
import { highlightToml } from './highlight';
import { readToml } from './read';

function expectHighlights(marked: string) {
  const text = withoutMarks(marked);
  expect(
    withMarks(
      text,
      highlightToml(readToml(text)).map(({ range, type }) => ({ range, label: type })),
    ),
  ).toBe(marked);
}

it('keys, values, headers and comments', () =>
  expectHighlights(fixture`
    # ours
    ^^^^^^ comment
    name = "a # b" # c
    ^^^^ property
           ^^^^^^^ string
                   ^^^ comment
    [[env.production.kv_namespaces]]
      ^^^ namespace
          ^^^^^^^^^^ namespace
                     ^^^^^^^^^^^^^ namespace
    simple = { limit = 10, on = true }
    ^^^^^^ property
               ^^^^^ property
                       ^^ number
                           ^^ property
                                ^^^^ keyword
  `));

it('half-typed text', () =>
  expectHighlights(fixture`
    binding = "CAC
    ^^^^^^^ property
              ^^^^ string
    id = # soon
    ^^ property
         ^^^^^^ comment
  `));
