import type { Hover } from '../answers';
import { bindingUseAt, type CodeFile } from '../code';
import { describeBinding } from './describe';

/** What is known of the binding whose name stands at an offset; `undefined` where there is none. */
export function bindingHover(file: CodeFile, offset: number): Hover | undefined {
  const { manifest } = file.destination;
  const use = bindingUseAt(file, offset);
  const declarations = use && manifest?.bindingsByName.get(use.name);
  return manifest && declarations && { markdown: describeBinding(manifest, declarations), range: use.range };
}
