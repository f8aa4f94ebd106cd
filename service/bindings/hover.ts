import { accessAt } from '../../core/code/scan';
import type { Hover } from '../answers';
import type { StageFile } from '../context';
import { declarationsByName, describeBinding } from './describe';

/** What is known of the binding whose name stands at an offset; `undefined` where there is none. */
export function bindingHover({ scan, destination: { manifest } }: StageFile, offset: number): Hover | undefined {
  const access = accessAt(scan, offset);
  if (!manifest || !access || access.path[0] !== 'infra' || access.path.length !== 2) {
    return undefined;
  }
  const declarations = declarationsByName(manifest).get(access.path[1] ?? '');
  return declarations && { markdown: describeBinding(manifest, declarations), range: access.range };
}
