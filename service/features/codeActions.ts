import { codeRules, manifestRules } from '../../core/rules/rules';
import type { TextRange } from '../../core/text';
import type { CodeAction, Diagnostic, FileEdits } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { codeInput, manifestInput } from '../checks/ruleInputs';
import type { CodeFile } from '../code/codeFiles';
import type { ServiceContext } from '../context';
import { diagnostics } from './diagnostics';

/** Refactorings of a selection in a stage file. */
export async function refactorings(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly CodeAction[]> {
  const found = range.start < range.end ? await askTypeScript(context, 'refactors', { path, range }) : undefined;
  return (found ?? []).map(({ title, edits }) => ({ title, kind: 'refactor', files: [{ path, edits }] }));
}

/** Quick fixes for what is shown as wrong in a range of code or of a manifest: nothing for what comments or settings silence. */
export async function codeActions(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly CodeAction[]> {
  const file = context.code.at(path);
  if (!file) {
    return manifestFixes(context, path, range);
  }
  const here = (await diagnostics(context, path)).filter((diagnostic) => overlap(diagnostic.range, range));
  const own = [...ruleFixes(context, file, here), ...here.flatMap((diagnostic) => attachedFixes(path, diagnostic))];
  const found = here.filter(({ source, severity }) => source === 'ts' && severity === 'error');
  const typescript = await Promise.all(
    found.map(async (diagnostic) => {
      const codes = [Number(diagnostic.code)];
      const fixes = await askTypeScript(context, 'codeFixes', { path, range: diagnostic.range, codes });
      return (fixes ?? []).map(
        ({ title, edits }): CodeAction => ({ title, kind: 'quickfix', diagnostic, files: [{ path, edits }] }),
      );
    }),
  );
  return [...own, ...typescript.flat()];
}

function attachedFixes(path: string, diagnostic: Diagnostic): readonly CodeAction[] {
  return (diagnostic.fixes ?? []).map(({ title, edits }) => ({
    title,
    kind: 'quickfix',
    isPreferred: true,
    diagnostic,
    files: [{ path, edits }],
  }));
}

function ruleFixes(context: ServiceContext, file: CodeFile, shown: readonly Diagnostic[]): readonly CodeAction[] {
  const input = codeInput(context, file);
  const manifest = file.destination.manifest?.path;
  return shown.flatMap((diagnostic) =>
    (codeRules.find(({ code }) => code === diagnostic.code)?.fixes?.(input, diagnostic) ?? []).map(
      ({ title, isPreferred, edits, manifestEdits }): CodeAction => {
        const files: FileEdits[] = [];
        if (edits) {
          files.push({ path: file.path, edits });
        }
        if (manifestEdits && manifest !== undefined) {
          files.push({ path: manifest, edits: manifestEdits });
        }
        return { title, kind: 'quickfix', ...(isPreferred ? { isPreferred } : {}), diagnostic, files };
      },
    ),
  );
}

async function manifestFixes(context: ServiceContext, path: string, range: TextRange): Promise<readonly CodeAction[]> {
  const manifest = context.workspace.manifestAt(path);
  if (!manifest?.document) {
    return [];
  }
  const input = manifestInput(context, manifest);
  const shown = (await diagnostics(context, path)).filter((diagnostic) => overlap(diagnostic.range, range));
  return shown.flatMap((diagnostic) => [
    ...(manifestRules.find(({ code }) => code === diagnostic.code)?.fixes?.(input, diagnostic) ?? []).map(
      ({ title, isPreferred, edits = [] }): CodeAction => ({
        title,
        kind: 'quickfix',
        ...(isPreferred ? { isPreferred } : {}),
        diagnostic,
        files: [{ path, edits }],
      }),
    ),
    ...attachedFixes(path, diagnostic),
  ]);
}

const overlap = (a: TextRange, b: TextRange) => a.start <= b.end && b.start <= a.end;
