import { accessesBelow } from '../../core/code/accesses';
import type { Variable } from '../../core/model/binding';
import type { TextRange } from '../../core/text';
import type { Hover } from '../answers';
import type { CodeFile } from '../code/codeFiles';
import { bullets, codeBlock, markdown, paragraphs, text } from '../markdown';
import { nameOf } from '../workspace/paths';

/** A variable that a stage file reads, and where the manifest has it, in every environment. */
export interface VariableUse {
  readonly name: string;
  readonly range: TextRange;
  readonly declarations: readonly Variable[];
}

/** The declared variable whose name stands at an offset of a stage file; `undefined` where there is none. */
export function variableAt(file: CodeFile, offset: number): VariableUse | undefined {
  const paths = file.stage ? accessesBelow(file.scan, file.stage.kind.variables) : [];
  const access = paths.find(({ range }) => range.start <= offset && offset <= range.end);
  const name = access?.path.at(-1);
  if (!access || name === undefined) {
    return undefined;
  }
  const { manifest, secrets } = file.destination;
  const declarations = (manifest?.model.variables ?? []).filter((variable) => variable.name === name);
  return declarations.length > 0 || secrets.includes(name) ? { name, range: access.range, declarations } : undefined;
}

/** Where a variable is set; never its value. */
export function variableHover(file: CodeFile, offset: number): Hover | undefined {
  const { manifest, secrets } = file.destination;
  const found = variableAt(file, offset);
  if (!found) {
    return undefined;
  }
  const environments = found.declarations.map(({ environment }) => text(environment ?? 'top level'));
  const said = [
    codeBlock(`(variable) ${found.name}`, 'typescript'),
    ...(manifest && environments.length > 0
      ? [markdown`In ${text(nameOf(manifest.path))}`, bullets(environments)]
      : []),
    ...(secrets.includes(found.name) ? [markdown`A secret, in .dev.vars or .env`] : []),
  ];
  return { markdown: paragraphs(said), range: found.range };
}
