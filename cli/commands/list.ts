import { escapeControls } from '../../core/controlCharacters';
import { isRefused, type Refused } from '../../core/refused';
import { type BindingList, list as listBindings } from '../../operations/list';
import { readOptions } from '../options';
import { count, place, print, printError, printJson } from '../output';
import { openProjectHere } from '../project';
import { line } from '../render/terminalText';

export const usage = 'list [--root DIR] [--env NAME] [--format text|json]';

/** Lists the bindings of the manifest: of all environments, or of one with what it inherits. */
export async function list(args: readonly string[]): Promise<number | Refused> {
  const given = readOptions(args, {}, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, format } = given;
  const project = openProjectHere(values.root, 'tell');
  if (isRefused(project)) {
    return project;
  }
  const found = listBindings(project, { environment: values.env });
  if (isRefused(found)) {
    return found;
  }
  const { manifest, bindings, unread } = found;
  for (const { range, message } of unread) {
    printError(line`${place(manifest, range.start)} ${message}`);
  }
  if (format === 'json') {
    printJson({
      manifest,
      bindings: bindings.map(({ name, kind, environment, fields, range, nameRange }) => ({
        name,
        kind: kind.key,
        environment,
        fields,
        range,
        nameRange,
        file: manifest,
      })),
    });
  } else {
    printText(found);
  }
  return unread.length > 0 ? 1 : 0;
}

function printText({ manifest, bindings }: BindingList) {
  print(line`${manifest}: ${count(bindings.length, 'binding')}`);
  const environments = [...new Set(bindings.map(({ environment }) => environment))];
  const nameWidth = Math.max(0, ...bindings.map(({ name }) => escapeControls(name).length));
  const labelWidth = Math.max(0, ...bindings.map(({ kind }) => escapeControls(kind.label).length));
  for (const environment of environments) {
    print(line`\n${environment ?? 'top level'}`);
    for (const { name, kind, resource } of bindings.filter((each) => each.environment === environment)) {
      const columns = [
        escapeControls(name).padEnd(nameWidth),
        escapeControls(kind.label).padEnd(labelWidth),
        resource ?? '',
      ];
      print(line`  ${columns.join('  ').trimEnd()}`);
    }
  }
}
