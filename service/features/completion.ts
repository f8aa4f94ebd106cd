import type { CompletionList } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { bindingCompletion } from '../bindings/completion';
import { codeFile } from '../code';
import type { ServiceContext } from '../context';

/** Completions: the bindings at once; in a stage file, anything else from TypeScript. */
export async function completion(
  context: ServiceContext,
  path: string,
  offset: number,
  trigger?: string,
): Promise<CompletionList | undefined> {
  const file = codeFile(context, path);
  if (!file) {
    return undefined;
  }
  return (
    bindingCompletion(file, offset) ??
    askTypeScript(context, 'completion', { path, offset, ...(trigger ? { trigger } : {}) })
  );
}

/** Detail and documentation of one of TypeScript's completions. */
export function completionDetails(
  context: ServiceContext,
  path: string,
  { name, source, offset }: { readonly name: string; readonly source?: string; readonly offset: number },
) {
  return askTypeScript(context, 'completionDetails', { path, offset, name, ...(source ? { source } : {}) });
}
