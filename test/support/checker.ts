/** Whether the suite runs with type checkers that outlive an edit, as users have them: see `vitest.config.mjs`. */
export const keepChecker = process.env.INFRA_BINDINGS_TEST_CHECKER !== 'fresh';
