import { stageOf } from '../core/platform/stages/stages';
import { largestCodeFile } from './code/scannedText';
import type { ServiceContext } from './context';
import type { AnswerOf, ParametersOf, TypeScriptMethod } from './typescript/protocol';
import type { Destination } from './workspace/destination';

/** Asks TypeScript about a stage file, with everything that the editor holds brought to it first. */
export async function askTypeScript<M extends TypeScriptMethod>(
  { workspace, typescript, cancellation }: ServiceContext,
  method: M,
  params: ParametersOf<M>,
): Promise<AnswerOf<M> | undefined> {
  const files = new Map<string, string>();
  const declarations = new Map<string, string>();
  for (const path of [...workspace.documents.openPaths, params.path]) {
    const stage = stageOf(path);
    const text = stage && workspace.documents.text(path);
    if (stage && text !== undefined && text.length <= largestCodeFile) {
      files.set(path, text);
      if (!declarations.has(stage.root)) {
        declarations.set(stage.root, declarationsOf(workspace.destination(stage.root)));
      }
    }
  }
  return files.has(params.path) ? typescript.request({ files, declarations }, method, params, cancellation) : undefined;
}

function declarationsOf({ manifest, secrets }: Destination): string {
  const text = manifest?.infraDeclarations ?? 'interface EdgeTagInfra {}\n';
  const names = new Set([...(manifest?.model.variables ?? []).map(({ name }) => name), ...secrets]);
  const variables = [...names].map((name) => `  ${JSON.stringify(name)}: any;\n`).join('');
  return `${text}interface EdgeTagSecrets {\n${variables}}\n`;
}
