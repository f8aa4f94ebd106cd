import { test } from 'vitest';

/**
 * `test` where `has` is true; elsewhere a `test` that is skipped, with one plain sentence in the output of what this
 * machine lacks: `needs(hasStrace, 'strace, to see every system call')('…', …)`.
 */
export function needs(has: boolean, what: string): ReturnType<typeof test.skipIf> {
  if (!has) {
    say(what);
  }
  return test.skipIf(!has);
}

const said = new Set<string>();

function say(what: string): void {
  if (!said.has(what)) {
    said.add(what);
    process.stderr.write(`Tests are skipped here: they need ${what}.\n`);
  }
}
