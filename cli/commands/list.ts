import { escapeControls } from '../../core/controlCharacters';
import type { Binding } from '../../core/model/binding';
import { bindingsOf } from '../../core/model/environments';
import { LineIndex } from '../../core/text';
import { resourceOf } from '../../service/bindings/describe';
import { readFormat, readOptions } from '../options';
import { count, jsonRange, place, print, printError, printJson } from '../output';
import { openProject, readEnvironment, readManifest, warnOfInterruption } from '../project';
import { line } from '../render/terminalText';

export const usage = 'list [--root DIR] [--env NAME] [--format text|json]';

/** Lists the bindings of the manifest: of all environments, or of one with what it inherits. */
export async function list(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, {}, usage);
  const format = readFormat(values.format);
  const project = openProject(values.root);
  warnOfInterruption(project);
  const manifest = readManifest(project);
  const { model, document, file } = manifest;
  const bindings = values.env === undefined ? model.bindings : bindingsOf(model, readEnvironment(manifest, values.env));
  const lines = new LineIndex(document.text);
  for (const problem of document.problems) {
    printError(line`${place(file, lines, problem.range.start)} ${problem.message}`);
  }
  if (format === 'json') {
    printJson({
      manifest: file,
      bindings: bindings.map(({ name, kind, environment, fields, range, nameRange }) => ({
        name,
        kind: kind.key,
        environment,
        fields,
        range: jsonRange(lines, range),
        nameRange: jsonRange(lines, nameRange),
        file,
      })),
    });
  } else {
    printText(file, bindings);
  }
  return document.problems.length > 0 ? 1 : 0;
}

function printText(file: string, bindings: readonly Binding[]) {
  print(line`${file}: ${count(bindings.length, 'binding')}`);
  const environments = [...new Set(bindings.map(({ environment }) => environment))];
  const nameWidth = Math.max(0, ...bindings.map(({ name }) => escapeControls(name).length));
  const labelWidth = Math.max(0, ...bindings.map(({ kind }) => escapeControls(kind.label).length));
  for (const environment of environments) {
    print(line`\n${environment ?? 'top level'}`);
    for (const binding of bindings.filter((each) => each.environment === environment)) {
      const columns = [
        escapeControls(binding.name).padEnd(nameWidth),
        escapeControls(binding.kind.label).padEnd(labelWidth),
        resourceOf(binding) ?? '',
      ];
      print(line`  ${columns.join('  ').trimEnd()}`);
    }
  }
}
