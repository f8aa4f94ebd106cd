import { readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workerdProject } from '../../simulation/project/workerd';
import { cli, cliEvents } from '../support/cli';
import { needs } from '../support/needs';
import { miniflareMissing } from '../support/sandbox';
import { copyOf, temporaryFolder } from '../support/temporaryFolder';

const manifest =
  '[[kv_namespaces]]\nbinding = "CACHE"\n[[d1_databases]]\nbinding = "DB"\n[[r2_buckets]]\nbinding = "FILES"\n';

/** A Destination with a counter in KV, and these files. */
function shop(files: Readonly<Record<string, string>>): string {
  return temporaryFolder({
    'wrangler.toml': manifest,
    'playground/edge/init.js': "await params.infra.CACHE.put('visits', '1');",
    'playground/edge/tag.js':
      "const visits = Number(await params.infra.CACHE.get('visits')) + 1;\nawait params.infra.CACHE.put('visits', String(visits));\nawait params.requestHandler('https://api.example/' + params.payload.eventName, { method: 'POST', body: JSON.stringify({ visits }) });\nreturn visits;",
    ...files,
  });
}

const onWorkerd = needs(!('refused' in workerdProject(process.cwd(), [], {})), miniflareMissing);

/** Lets a folder find the Miniflare that this project has for development. */
function withMiniflare(folder: string): string {
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}

const scenario = (steps: unknown[], more: object = {}) => ({
  'simulation/scenarios/visit.json': JSON.stringify({ steps, ...more }, null, 1),
});

describe('simulate --scenario', () => {
  it('of the example is as expected', () => {
    const { code, stdout } = cli(copyOf('examples/newsletter'), 'simulate', '--scenario', 'all');
    expect(stdout).toContain('✓ First order: as expected');
    expect(code).toBe(0);
  });

  it('shares bindings along the way', () => {
    const folder = shop(
      scenario([
        { stage: 'edge/init' },
        { stage: 'edge/tag', event: 'PageView', expect: { return: 2, state: { CACHE: { visits: '2' } } } },
        {
          stage: 'edge/tag',
          event: { eventName: 'Own' },
          expect: { return: 3, requests: [{ url: '*/Own', body: { visits: 3 } }] },
        },
      ]),
    );
    const { code, events } = cliEvents(folder, '--scenario', 'visit');
    expect(events.filter(({ type }) => type === 'expectation').map(({ ok }) => ok)).toEqual(Array(7).fill(true));
    expect(events.at(-1)).toMatchObject({ type: 'scenario.end', scenario: 'visit', ok: true, failed: 0 });
    expect(code).toBe(0);
  });

  it('fails with a difference, at its place, and in the JUnit report', () => {
    const folder = shop(
      scenario([{ stage: 'edge/tag', expect: { requests: [], return: 7, logs: ['x'], error: 'no' } }]),
    );
    const { code, stdout } = cli(folder, 'simulate', '--scenario', 'visit', '--junit', 'report.xml');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /simulation\/scenarios\/visit\.json:7:\d+ - error The return value differs: should be 7, not 1\./,
    );
    expect(stdout).toContain('no requests were expected, and there was 1.');
    expect(stdout).toContain('there was no log at all');
    expect(stdout).toContain('There was no error, and one was expected.');
    const report = readFileSync(join(folder, 'report.xml'), 'utf8');
    expect(report).toContain('<testsuite name="visit" file="simulation/scenarios/visit.json" tests="4" failures="4"');
    expect(report).toContain('message="The return value differs: should be 7, not 1."');
  });

  it('lets time pass', () => {
    const folder = shop({
      'playground/edge/init.js': "await params.infra.CACHE.put('a', '1', { expirationTtl: 60 });",
      'playground/edge/tag.js': "return await params.infra.CACHE.get('a');",
      ...scenario([
        { stage: 'edge/init' },
        { stage: 'edge/tag', wait: '30 seconds', expect: { return: '1' } },
        { stage: 'edge/tag', wait: '1 minute', expect: { return: null } },
      ]),
    });
    expect(cli(folder, 'simulate', '--scenario', 'visit').code).toBe(0);
  });

  it('begins with a seed, and keeps users', () => {
    const folder = shop({
      'playground/edge/tag.js':
        "await params.userSave('u', { city: 'Oslo' }); return await params.infra.CACHE.get('a');",
      'playground/edge/user.js': "return (await params.userGet('u')).city;",
      ...scenario(
        [
          { stage: 'edge/tag', expect: { return: 'seeded' } },
          { stage: 'edge/user', expect: { return: 'Oslo' } },
        ],
        {
          seed: { CACHE: { a: 'seeded' } },
        },
      ),
    });
    expect(cli(folder, 'simulate', '--scenario', 'visit').code).toBe(0);
  });

  onWorkerd('runs on workerd, with migrations and what real bindings hold', () => {
    const folder = withMiniflare(
      shop({
        'migrations/0001_visits.sql': 'CREATE TABLE visits (n INTEGER);',
        'playground/edge/tag.js':
          "await params.infra.DB.prepare('INSERT INTO visits VALUES (?)').bind(1).run();\nreturn await params.infra.DB.prepare('SELECT count(*) AS n FROM visits').first('n');",
        ...scenario(
          [
            { stage: 'edge/tag', expect: { return: 3 } },
            { stage: 'edge/tag', expect: { return: 4, bindings: [{ op: 'first', rows: 1 }] } },
          ],
          {
            engine: 'workerd',
            seed: { DB: { visits: [{ n: 1 }, { n: 2 }] } },
          },
        ),
      }),
    );
    const { code, stdout } = cli(folder, 'simulate', '--scenario', 'visit');
    expect(stdout).toContain('✓ visit: as expected');
    expect(code).toBe(0);
  });

  it('says what it cannot do', () => {
    const folder = shop({
      ...scenario([{ stage: 'edge/nothing' }]),
      'simulation/scenarios/bad.json': '{ "steps": 1 }',
    });
    for (const [name, message] of [
      ['nothing', "There is no scenario 'nothing'. The scenarios here are bad, visit.\n"],
      ['bad', 'simulation/scenarios/bad.json:1:12 - A scenario must have "steps": a list of at least one.\n'],
      ['visit', "There is no stage 'edge/nothing'. The stages here are edge/init, edge/tag.\n"],
    ] as const) {
      expect(cli(folder, 'simulate', '--scenario', name)).toEqual({ code: 2, stdout: '', stderr: message });
    }
    expect(cli(folder, 'simulate').code).toBe(2);
  });
});

describe('simulate --event', () => {
  it('takes an event of the project by its name', () => {
    const folder = shop({ 'simulation/events/big.json': '{ "payload": { "eventName": "Big" }, "userId": "u1" }' });
    const { events } = cliEvents(folder, 'edge/tag', '--event', 'big');
    expect(events.find(({ type }) => type === 'request').url).toBe('https://api.example/Big');
    expect(cli(folder, 'simulate', 'edge/tag', '--event', 'small').stderr).toBe(
      "--event is Purchase, PageView, AddToCart, big of simulation/events/ or a JSON file; there is no 'small'.\n",
    );
  });

  it.each([
    ['{ "payload": {}, "usr": {} }', 'An event has no "usr": did you mean "user"?'],
    ['{ "payload": {}, "userId": 5 }', 'The "userId" of an event must be a text.'],
    ['{ "user": [] }', 'The "user" of an event must be a JSON object.'],
    ['{ "scheduledTime": "soon" }', 'The "scheduledTime" of an event must be a text with a date.'],
  ])('refuses %s', (text, message) => {
    const folder = shop({ 'simulation/events/big.json': text });
    expect(cli(folder, 'simulate', 'edge/tag', '--event', 'big').stderr).toBe(
      `simulation/events/big.json: ${message}\n`,
    );
  });
});

describe('simulate --engine workerd', () => {
  it('says how to install what is missing', () => {
    const { code, stdout } = cli(shop({}), 'simulate', 'edge/tag', '--engine', 'workerd');
    expect(code).toBe(1);
    expect(stdout).toContain('install it with "npm install --save-dev miniflare"');
  });

  onWorkerd('applies migrations, then the seed', () => {
    const folder = withMiniflare(
      shop({
        'migrations/0002_more.sql': 'ALTER TABLE t ADD COLUMN b;',
        'migrations/0001_first.sql': '-- first\nCREATE TABLE t (\n  a TEXT\n);\n',
        'playground/edge/tag.js': "return await params.infra.DB.prepare('SELECT * FROM t').first();",
        'seed.sql': "INSERT INTO t VALUES ('x', 2);",
      }),
    );
    const { events } = cliEvents(folder, 'edge/tag', '--engine', 'workerd', '--seed', 'seed.sql');
    expect(events.find(({ type }) => type === 'return')?.value).toEqual({ a: 'x', b: 2 });
    expect(cli(folder, 'simulate', 'edge/tag', '--engine', 'workerd', '--seed', 'no.sql').stderr).toBe(
      "There is no seed file 'no.sql'.\n",
    );
  });
});

describe('a scenario on workerd', () => {
  onWorkerd('says that time does not pass there', () => {
    const folder = withMiniflare(shop(scenario([{ stage: 'edge/tag', wait: '1 minute' }])));
    const { code, stderr } = cli(folder, 'simulate', '--scenario', 'visit', '--engine', 'workerd');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/:\d+:\d+ - Time passes on the memory engine only: leave "wait" out for workerd\.\n$/);
  });

  onWorkerd('goes on after a step that had to be ended, and says what that cost', () => {
    const folder = withMiniflare(
      shop({
        'playground/edge/init.js': 'for (;;) {}',
        ...scenario([{ stage: 'edge/init' }, { stage: 'edge/tag' }, { stage: 'edge/tag' }]),
      }),
    );
    const { stdout } = cli(folder, 'simulate', '--scenario', 'visit', '--engine', 'workerd', '--timeout', '300');
    expect(stdout).toContain('The stage was still running after 300 ms and was ended.');
    expect(
      stdout.match(/^error EngineError: workerd was ended in an earlier step, and what its bindings held is gone\.$/gm),
    ).toHaveLength(2);
  });
});

describe('simulate --compare', () => {
  onWorkerd('finds nothing where the engines do the same', () => {
    const folder = withMiniflare(shop({}));
    const { code, events } = cliEvents(folder, 'edge/tag', '--compare');
    expect(events.at(-1)).toMatchObject({ type: 'comparison', same: true, differences: [] });
    expect(code).toBe(0);
  });

  onWorkerd('shows where they differ', () => {
    const code = "undeclared = 1;\nconsole.log(await params.infra.DB.prepare('SELECT 1 AS one').first());";
    const folder = withMiniflare(shop({ 'playground/edge/tag.js': code }));
    const { code: exit, stdout } = cli(folder, 'simulate', 'edge/tag', '--compare');
    expect(exit).toBe(1);
    expect(stdout).toContain('≠ The engines differ in');
    expect(stdout).toContain('error 1');
  });

  it('is for Workers', () => {
    const folder = shop({ 'playground/browser/tag.js': '' });
    expect(cli(folder, 'simulate', 'browser/tag', '--compare').stderr).toBe(
      '--compare is for stages that run on Workers; browser/tag runs in a page.\n',
    );
  });
});
