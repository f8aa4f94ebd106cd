import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{core,service,server,simulation,cli}/**/*.test.ts',
      'syntaxes/**/*.test.ts',
      'test/{lsp,cli}/**/*.test.ts',
    ],
    testTimeout: 30_000,
  },
});
