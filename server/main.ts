import { join } from 'node:path';
import { startServer } from './server';

startServer({
  worker: join(__dirname, 'typescript.js'),
  declarations: join(__dirname, 'declarations'),
  // For tests: type checkers that end with each edit, as in a TypeScript that is not patched.
  keepChecker: !process.argv.includes('--fresh-checker'),
});
