import { projectCode } from '../../simulation/project/projectCode';
import { bindings, type RunOptions } from './sandbox';
import { temporaryFolder } from './temporaryFolder';

/** Options for a run in a project with these files, whose manifest has this `main`. */
export async function withCode(
  files: Readonly<Record<string, string>>,
  main?: string,
  declared: NonNullable<RunOptions['bindings']> = bindings,
): Promise<RunOptions> {
  const root = temporaryFolder(files);
  const uses = declared.map(({ name }) => name).join(' ');
  const code = await projectCode({ root, name: 'shop', ...(main && { main }) }, uses, declared);
  if ('refused' in code) {
    throw new Error(code.refused);
  }
  return code;
}
