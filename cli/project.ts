import { join } from 'node:path';
import { isRefused, type Refused } from '../core/refused';
import { openProject, type Project, type ProjectRequest } from '../operations/project';
import { TypeScriptClient } from '../service/typescript/client';
import { printError } from './output';
import { lines } from './render/terminalText';

/** The project of `--root`, or of the working directory. Says on stderr what became of a change that was cut off. */
export function openProjectHere(
  root: string | undefined,
  interrupted: NonNullable<ProjectRequest['interrupted']>,
): Project | Refused {
  const project = openProject({ root, workingDirectory: process.cwd(), interrupted }, newTypeScript());
  if (!isRefused(project) && project.interruption !== undefined) {
    printError(lines(project.interruption));
  }
  return project;
}

/** The TypeScript worker of this bundle; it starts with the first question. */
export function newTypeScript(): TypeScriptClient {
  return new TypeScriptClient({
    worker: join(__dirname, 'typescript.js'),
    declarations: join(__dirname, 'declarations'),
    onProblem: (_, message) => printError(lines(message)),
  });
}
