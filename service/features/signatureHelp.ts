import type { SignatureHelp } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** The signatures of the call that an offset of a stage file stands in. */
export function signatureHelp(
  context: ServiceContext,
  path: string,
  offset: number,
): Promise<SignatureHelp | undefined> {
  return askTypeScript(context, 'signatureHelp', { path, offset });
}
