import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests beside the code, and those of the command line. */
const tests = globSync([
  '{build,core,service,operations,server,client,simulation,cli,startup}/**/*.test.ts',
  'test/{cli,snippets}/**/*.test.ts',
]).map((path) => path.replaceAll('\\', '/'));

/** What a test imports that starts processes: sandboxes, workerd, Wrangler, the built command line. */
const starter = /from '(?:node:child_process|.*\/support\/(?:cli|processes|runner|sandbox|simulation|wrangler))'/;
const startsProcesses = (/** @type {string} */ path) => starter.test(readFileSync(path, 'utf8'));

/** Builds the TypeScript worker that tests of the service ask. */
const globalSetup = 'test/support/builtWorker.ts';

/** One project a stage of `npm test` (see test/run.mjs). */
const projects = [
  { name: 'unit', include: tests.filter((path) => !startsProcesses(path)), globalSetup },
  { name: 'process', include: tests.filter(startsProcesses) },
  {
    name: 'lsp',
    include: [
      'test/lsp/**/*.test.ts',
      'service/features/{diagnostics,completion}.test.ts',
      'service/typescript/rules/*.test.ts',
      'test/snippets/*.test.ts',
    ],
    // What is tested through test/support/editor.ts in the service runs once more through the built server.
    env: { INFRA_BINDINGS_TEST_EDITOR: 'stdio' },
    globalSetup,
  },
  {
    name: 'checker',
    include: [
      'service/features/*.test.ts',
      'service/typescript/rules/*.test.ts',
      'test/{snippets,lsp}/{snippets,oneAfterAnother}.test.ts',
    ],
    // What is tested with type checkers that outlive an edit runs once more with a new one after each edit.
    env: { INFRA_BINDINGS_TEST_CHECKER: 'fresh' },
    globalSetup,
  },
  { name: 'grammar', include: ['syntaxes/**/*.test.ts'] },
  {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // VS Code answers when it has drawn, and two cores may be busy.
    expect: { poll: { timeout: 20_000 } },
    // Each file has a VS Code and a browser of its own.
    fileParallelism: false,
  },
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Many tests wait for processes that they started: two at a time is faster, on two cores too.
    maxWorkers: 2,
    // The worker is a bundle: Vitest does not see that these tests depend on its files.
    watchTriggerPatterns: [
      {
        pattern: /service\/typescript\/(?!.*\.test\.ts$).*\.ts$/,
        testsToRun: () => globSync('service/**/*.test.ts').map((path) => resolve(path)),
      },
    ],
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
