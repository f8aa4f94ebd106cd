import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { plainMessage } from './plainMessage';

test.each([
  ["Cannot find module '/srv/shop/node_modules/miniflare/x.js'", "Cannot find module 'node_modules/miniflare/x.js'"],
  ['at file:///srv/shop/node_modules/a/node_modules/b.js:1:2', 'at node_modules/a/node_modules/b.js:1:2'],
  ['at C:\\Users\\me\\shop\\node_modules\\a.js', 'at node_modules\\a.js'],
  ['- /tmp/run-1/email/a.txt', '- email/a.txt'],
  [`${homedir()}/shop/wrangler.toml`, '~/shop/wrangler.toml'],
  ['near "TABL": syntax error', 'near "TABL": syntax error'],
])('%s', (message, plain) => {
  expect(plainMessage(message, ['/tmp/run-1'])).toBe(plain);
});
