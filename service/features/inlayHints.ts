import type { TextRange } from '../../core/text';
import type { InlayHint } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** Names of parameters beside the arguments in a range of a stage file, where the setting asks for them. */
export async function inlayHints(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly InlayHint[]> {
  const { parameterNameHints: parameterNames } = context.settings;
  return parameterNames === 'none'
    ? []
    : ((await askTypeScript(context, 'inlayHints', { path, range, parameterNames })) ?? []);
}
