import { expect, test } from 'vitest';
import { memoryFileSystem } from '../../test/support/service';
import { Documents } from './documents';
import { readSecrets } from './secretsFiles';

test.each([
  ['.dev.vars', { '.dev.vars': 'A=1', '.env': 'A=2\nB=2' }, null, { A: '1' }],
  ['.dev.vars of the environment alone', { '.dev.vars': 'A=1\nB=1', '.dev.vars.live': 'A=2' }, 'live', { A: '2' }],
  ['.dev.vars where the environment has none', { '.dev.vars': 'A=1', '.dev.vars.live': 'A=2' }, 'test', { A: '1' }],
  ['.dev.vars even when it is empty', { '.dev.vars': '', '.env': 'A=1' }, null, {}],
  [
    'the variants of .env, merged',
    { '.env': 'A=1\nB=1\nC=1\nD=1', '.env.local': 'B=2', '.env.live': 'C=3', '.env.live.local': 'D=4' },
    'live',
    { A: '1', B: '2', C: '3', D: '4' },
  ],
  ['a variant of .env without .env', { '.env.local': 'A=1', '.env.live': 'A=2' }, null, { A: '1' }],
  ['nothing', { '.env.example': 'A=1' }, null, {}],
])('%s', (_, files, environment, expected) => {
  expect(readSecrets(new Documents(memoryFileSystem(files)), '/shop', environment)).toEqual(expected);
});
