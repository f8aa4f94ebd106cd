import { endOf, type TextEnd } from '../sandbox/places';
import type { ProjectModule } from '../sandbox/realm/command';

/** How workerd names the stage in stacks. */
const stageName = 'stage';
/** The lines before the user's first one. */
const prefix = 'export default async function (params) {\n';

/** A stage as a module for workerd. */
export function stageModule(code: string): string {
  return `${prefix}${code}\n}`;
}

/** The user's files as they are named in stacks that `ownStack` has been through. */
export function isolateFiles(
  file: string,
  end: TextEnd,
  modules: readonly ProjectModule[],
): ReadonlyMap<string, TextEnd> {
  const own = modules.filter(({ isBundle }) => !isBundle).map(({ path, code }) => [path, endOf(code)] as const);
  return new Map([...own, [file, end]]);
}

/** A stack of workerd with the user's own names and lines. */
export function ownStack(stack: string, file: string): string {
  return stack
    .split('\n')
    .map((line) => {
      const match = /^(\s+at )(async )?(?:(.*) \()?(.*?):(\d+):(\d+)\)?$/.exec(line);
      if (!match) {
        return line;
      }
      const [, at, later = '', name, path, row, column] = match;
      const isStage = path === stageName;
      const place = isStage ? `${file}:${Number(row) - 1}:${column}` : `${path}:${row}:${column}`;
      const isTop = isStage && (name === 'default' || name === undefined);
      return isTop || name === undefined ? `${at}${later}${place}` : `${at}${later}${name} (${place})`;
    })
    .join('\n');
}
