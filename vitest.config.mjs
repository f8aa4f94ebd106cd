import { defineConfig } from 'vitest/config';

/** One project a stage of `npm test` (see test/run.mjs). */
const projects = [
  {
    name: 'unit',
    include: ['{core,service,server,client,simulation,cli,startup}/**/*.test.ts', 'test/{cli,snippets}/**/*.test.ts'],
  },
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
    projects: projects.map((test) => ({ extends: true, test })),
  },
});
