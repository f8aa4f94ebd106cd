import { join } from 'node:path';
import { startServer } from './server';

startServer({ worker: join(__dirname, 'typescript.js'), declarations: join(__dirname, 'declarations') });
