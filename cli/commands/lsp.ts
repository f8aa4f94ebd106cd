import { join } from 'node:path';
import type { Refused } from '../../core/refused';
import { startServer } from '../../server/server';
import { wrongUsage } from '../options';

/** Serves an editor over stdio until it says goodbye. */
export async function serve(args: readonly string[]): Promise<number | Refused> {
  if (!args.includes('--stdio')) {
    return wrongUsage('lsp --stdio');
  }
  startServer({ worker: join(__dirname, 'typescript.js'), declarations: join(__dirname, 'declarations') });
  return new Promise(() => {});
}
