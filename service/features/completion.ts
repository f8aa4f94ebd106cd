import type { TextEdit } from '../../core/text';
import type { Completion, CompletionDetails, CompletionDetailsSource, CompletionList } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { bindingCompletion, bindingDetails } from '../bindings/completion';
import { manifestInput } from '../checks/ruleInputs';
import type { ServiceContext } from '../context';
import { manifestCompletion } from '../manifest/completion';
import type { Manifest } from '../workspace/manifest';

/** Completions: in code, the names of bindings at once, and in a stage file all else from TypeScript; what a manifest can hold. */
export async function completion(
  context: ServiceContext,
  path: string,
  offset: number,
  trigger?: string,
): Promise<CompletionList | undefined> {
  const manifest = context.workspace.manifestAt(path);
  if (manifest) {
    return completionInManifest(context, manifest, offset);
  }
  const file = context.code.at(path);
  if (!file) {
    return undefined;
  }
  return (
    bindingCompletion(file, offset) ??
    askTypeScript(context, 'completion', { path, offset, ...(trigger ? { trigger } : {}) })
  );
}

/** What accepting an item of a list edits. */
export function completionEdit({ range }: Pick<CompletionList, 'range'>, { label, edit }: Completion): TextEdit {
  return edit ?? { range, newText: label };
}

function completionInManifest(context: ServiceContext, manifest: Manifest, offset: number): CompletionList | undefined {
  const { reading, kinds, model } = manifest;
  // Finding the names takes a look at all code, and only some completions want them.
  let used: ReadonlySet<string> | undefined;
  return (
    reading &&
    manifestCompletion(
      {
        reading,
        kinds,
        undeclared({ environment, isPreview }) {
          used ??= manifestInput(context, manifest).used;
          const declared = isPreview ? (model.previews ?? []) : model.bindings;
          const names = declared.filter((each) => each.environment === environment).map(({ name }) => name);
          return [...used].filter((name) => !names.includes(name)).sort();
        },
      },
      offset,
    )
  );
}

/** Detail and documentation of an item of a list. */
export async function completionDetails(
  context: ServiceContext,
  path: string,
  { from, offset }: CompletionDetailsSource,
  { label, source }: Pick<Completion, 'label' | 'source'>,
): Promise<CompletionDetails | undefined> {
  if (from === 'typescript') {
    return askTypeScript(context, 'completionDetails', { path, offset, name: label, ...(source ? { source } : {}) });
  }
  const file = context.code.at(path);
  const documentation = file && bindingDetails(file, label);
  return documentation === undefined ? undefined : { documentation };
}
