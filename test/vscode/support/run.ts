// The entry that VS Code calls: runs the suite that the environment names, and writes down how many tests passed.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  const suite = process.env.INFRA_BINDINGS_SUITE ?? '';
  const folder = join(__dirname, '..', suite);
  // The mark tells the report from all else that VS Code prints.
  Mocha.reporters.Base.consoleLog = (...values: unknown[]) => {
    for (const line of format(...values).split('\n')) {
      console.log(`[test] ${line}`);
    }
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: true, forbidOnly: true });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    mocha.addFile(join(folder, file));
  }
  const { stats } = await new Promise<Mocha.Runner>((resolve) => {
    const runner: Mocha.Runner = mocha.run(() => resolve(runner));
  });
  const counts = { passed: stats?.passes ?? 0, failed: stats?.failures ?? 1 };
  writeFileSync(process.env.INFRA_BINDINGS_REPORT ?? join(__dirname, 'report.json'), JSON.stringify(counts));
  if (counts.failed > 0) {
    throw new Error(`${counts.failed} failed`);
  }
}
