import { join } from 'node:path';
import { startServer } from '../../server/server';
import { Failure } from '../failure';

/** Serves an editor over stdio until it says goodbye. */
export async function serve(args: readonly string[]): Promise<number> {
  if (!args.includes('--stdio')) {
    throw new Failure('Usage: infra-bindings lsp --stdio');
  }
  startServer({ worker: join(__dirname, 'typescript.js'), declarations: join(__dirname, 'declarations') });
  return new Promise(() => {});
}
