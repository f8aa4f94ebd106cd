import { expect, test } from 'vitest';
import { shownRefusal } from './shownRefusal';

const destination = { variables: { KEY: 'sk_live_do_not_show_42', REGION: 'eu-west' }, secrets: ['KEY'] };

/** What is said of a text that is no JSON. */
function shown(text: string): string {
  try {
    return `${JSON.parse(text)}`;
  } catch (error) {
    return shownRefusal({ refused: `seed.json is not JSON: ${(error as Error).message}.` }, destination).refused;
  }
}

test.each([
  '{"CACHE": {"a": sk_live_do_not_show_42}}',
  '{"a": "sk_live_do_not_show_42" x, "more": "and more", "and": "more" }',
  '{"a": "sk_live_do_not_show_42", x',
  'sk_live_do_not_show_42',
])('a file that cannot be read is quoted without secrets: %s', (text) => {
  expect(shown(text)).toMatch(/^seed.json is not JSON/);
  expect(shown(text)).not.toMatch(/sk_l|live|show_42|w_42/);
});

test('a file without secrets is quoted as it is', () => {
  expect(shown('{"CACHE": eu-west}')).toContain('eu-west');
});
