import { bindingNames } from '../../core/code/accesses';
import type { Access } from '../../core/code/scan';
import type { TextRange } from '../../core/text';
import type { CodeFile } from '../code/codeFiles';

/** A place in code where the name of a binding stands. */
export interface BindingUse {
  readonly name: string;
  readonly access: Access;
}

/** The places in a file where names of bindings stand, in the order of the text. */
export function bindingUses({ scan }: CodeFile): readonly BindingUse[] {
  return bindingNames(scan.accesses);
}

/** The name of a binding that stands at an offset. */
export function bindingUseAt(
  file: CodeFile,
  offset: number,
): { readonly name: string; readonly range: TextRange } | undefined {
  const use = bindingUses(file).find(({ access: { range } }) => range.start <= offset && offset <= range.end);
  return use && { name: use.name, range: use.access.range };
}
