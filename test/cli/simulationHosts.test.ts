import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cli } from '../support/cli';
import { bundle, copyOf } from '../support/temporaryFolder';

it('simulate --events-fd writes the events there, and the text stays as it is', () => {
  const folder = copyOf('examples/newsletter');
  const { status, output } = spawnSync(
    process.execPath,
    [bundle('cli.js'), 'simulate', 'edge/tag', '--event', 'PageView', '--events-fd', '3'],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { NO_COLOR: '1' } },
  );
  const [, text, stderr, events] = output;
  expect([status, stderr]).toEqual([0, '']);
  expect(text).toMatch(/^▶ edge\/tag {2}PageView {2}memory engine\n(?:.*\n)+✓ Done in .*\n$/);
  const types = `${events}`
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  expect([types[0], types.at(-1)]).toEqual(['run.start', 'run.end']);
  expect(types).toContain('binding');
});

it('says when there is no such file descriptor', () => {
  const { code, stderr } = cli(copyOf('examples/newsletter'), 'simulate', 'edge/tag', '--events-fd', '77');
  expect([code, stderr]).toEqual([2, "--events-fd takes an open file descriptor, not '77'.\n"]);
});

it.each([
  [['edge/tag', '--compare'], '--inspect debugs one run, and --compare has two: leave one of them out.\n'],
  [['--scenario', 'all'], '--inspect debugs one stage: name it, instead of a scenario.\n'],
])('says what cannot be debugged: %s', (args, message) => {
  const { code, stderr } = cli(copyOf('examples/newsletter'), 'simulate', ...args, '--inspect');
  expect([code, stderr]).toEqual([2, message]);
});
