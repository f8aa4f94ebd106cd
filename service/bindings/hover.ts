import type { Hover } from '../answers';
import type { CodeFile } from '../code/codeFiles';
import { describeBinding } from './describe';
import { bindingUseAt } from './uses';

/** What is known of the binding whose name stands at an offset; `undefined` where there is none. */
export function bindingHover(file: CodeFile, offset: number): Hover | undefined {
  const { manifest } = file.destination;
  const use = bindingUseAt(file, offset);
  const declarations = use && manifest?.bindingsByName.get(use.name);
  return manifest && declarations && { markdown: describeBinding(manifest, declarations), range: use.range };
}
