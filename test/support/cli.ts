import { spawnSync } from 'node:child_process';
import { bundle } from './temporaryFolder';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `infra-bindings` in a folder. */
export function cli(folder: string, ...args: string[]): CliResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle('cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

/** The same, with `--format json`, which goes to stdout alone. */
export function cliJson(folder: string, ...args: string[]) {
  const result = cli(folder, ...args, '--format', 'json');
  return { ...result, json: result.stdout === '' ? undefined : JSON.parse(result.stdout) };
}

/** The events of a simulation: a JSON object a line. */
export function cliEvents(folder: string, ...args: string[]) {
  const result = cli(folder, 'simulate', ...args, '--format', 'json');
  const events = result.stdout.split('\n').filter(Boolean);
  return { ...result, events: events.map((line) => JSON.parse(line)) };
}
