import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('no other file shows a notification: names in it would be links', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const showing = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) =>
      /\bshow(Information|Warning|Error)Message\b/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
    );
  expect(showing).toEqual(['notifications.ts']);
});
