import { endOf, type TextEnd } from '../sandbox/places';
import type { ProjectModule } from '../sandbox/realm/command';

/** How workerd names the stage in stacks. */
const stageName = 'stage';
/** What goes before the user's code: on a line of its own, unless a debugger is to know the file's own lines. */
const prefix = 'export default (async function (params) {';
const suffix = '\n});';

/** A stage as a module for workerd; with the `url` that a debugger knows the file by, if there is one to be. */
export function stageModule(code: string, url?: string): string {
  return url === undefined ? `${prefix}\n${code}${suffix}` : `${prefix}${code}${suffix}\n//# sourceURL=${url}\n`;
}

/** The user's files as they are named in stacks that `ownStack` has been through. */
export function isolateFiles(
  file: string,
  end: TextEnd,
  modules: readonly ProjectModule[],
): ReadonlyMap<string, TextEnd> {
  const own = modules.filter(({ hidesPlaces }) => !hidesPlaces).map(({ path, code }) => [path, endOf(code)] as const);
  return new Map([...own, [file, end]]);
}

/** A stack of workerd with the user's own names and places; `url` as for `stageModule`. */
export function ownStack(stack: string, file: string, url?: string): string {
  return stack
    .split('\n')
    .map((line) => {
      const match = /^(\s+at )(async )?(?:(.*) \()?(.*?):(\d+):(\d+)\)?$/.exec(line);
      if (!match) {
        return line;
      }
      const [, at, later = '', name, path, row, column] = match;
      const isStage = path === (url ?? stageName);
      const place = isStage ? `${file}:${ownPlace(Number(row), Number(column), url)}` : `${path}:${row}:${column}`;
      const isTop = isStage && (name === 'default' || name === undefined);
      return isTop || name === undefined ? `${at}${later}${place}` : `${at}${later}${name} (${place})`;
    })
    .join('\n');
}

function ownPlace(row: number, column: number, url: string | undefined): string {
  return url === undefined ? `${row - 1}:${column}` : `${row}:${row === 1 ? column - prefix.length : column}`;
}
