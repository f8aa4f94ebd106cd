import { expect, it } from 'vitest';
import { cli } from '../support/cli';
import { copyOf } from '../support/temporaryFolder';

it.each([
  [['edge/tag', '--compare'], '--inspect debugs one run, and --compare has two: leave one of them out.\n'],
  [['--scenario', 'all'], '--inspect debugs one stage: name it, instead of a scenario.\n'],
])('says what cannot be debugged: %s', (args, message) => {
  const { code, stderr } = cli(copyOf('examples/newsletter'), 'simulate', ...args, '--inspect');
  expect([code, stderr]).toEqual([2, message]);
});
