import { expect, it } from 'vitest';
import { labelText, messageText } from './messageText';

it('a message has no links that run commands', () => {
  expect(messageText("There is no '[fix it](command:workbench.action.quit)'.\u001b")).toBe(
    "There is no '[fix it] (command:workbench.action.quit)'.\\u001b",
  );
});

it('a label has no icons of others', () => {
  expect(labelText('$(trash) $(sync~spin) $(a b) $1\n')).toBe('\\$(trash) \\$(sync~spin) $(a b) $1\\u000a');
});
