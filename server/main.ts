import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';
import { stdioConnection } from './stdio';

startServer(process.argv.includes('--stdio') ? stdioConnection() : createConnection(ProposedFeatures.all), {
  worker: join(__dirname, 'typescript.js'),
  declarations: join(__dirname, 'declarations'),
});
