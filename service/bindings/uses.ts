import { bindingNames } from '../../core/code/accesses';
import type { Access } from '../../core/code/scan';
import type { TextRange } from '../../core/text';
import type { CodeFile } from '../code/codeFiles';

/** A place in code where the name of a binding stands. */
export interface BindingUse {
  readonly name: string;
  readonly access: Access;
}

/**
 * The places in a file where names of bindings stand, in the order of the text. What only looks like a Worker's `env` counts
 * for names that the manifest declares, as does what is declared nowhere in a service worker.
 */
export function bindingUses(file: CodeFile): readonly BindingUse[] {
  const known = bindingNames(file.scan.accesses);
  const likely = [...file.scan.likely, ...file.globals];
  if (likely.length === 0) {
    return known;
  }
  const counted = bindingNames(likely).filter(({ name }) => file.destination.declares(name));
  return [...known, ...counted].sort((a, b) => a.access.range.start - b.access.range.start);
}

/** The name of a binding that stands at an offset. */
export function bindingUseAt(
  file: CodeFile,
  offset: number,
): { readonly name: string; readonly range: TextRange } | undefined {
  const use = bindingUses(file).find(({ access: { range } }) => range.start <= offset && offset <= range.end);
  return use && { name: use.name, range: use.access.range };
}
