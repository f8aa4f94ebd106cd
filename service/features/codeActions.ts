import type { Finding, Fix } from '../../core/rules/rule';
import type { TextRange } from '../../core/text';
import type { CodeAction, FileEdits } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { check } from '../checks/check';
import type { ServiceContext } from '../context';
import { toDiagnostic } from './diagnostics';

/** Refactorings of a selection in a stage file. */
export async function refactorings(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly CodeAction[]> {
  const found = range.start < range.end ? await askTypeScript(context, 'refactors', { path, range }) : undefined;
  return (found ?? []).map(({ title, edits }) => ({ title, kind: 'refactor', files: [{ path, edits }] }));
}

/** Quick fixes for what is shown as wrong in a range of code or of a manifest, ours first: nothing for what is silenced. */
export async function codeActions(
  context: ServiceContext,
  path: string,
  range: TextRange,
): Promise<readonly CodeAction[]> {
  const found = (await check(context, path)).filter((finding) => overlap(finding.range, range));
  const manifest = context.code.at(path)?.destination.manifest?.path;
  const own = found.flatMap((finding) =>
    finding.fixes().map(
      ({ title, isPreferred, ...edits }): CodeAction => ({
        title,
        kind: 'quickfix',
        ...(isPreferred ? { isPreferred } : {}),
        diagnostic: toDiagnostic(finding),
        files: filesOf(edits, path, manifest),
      }),
    ),
  );
  const typescript = await Promise.all(found.map((finding) => typeScriptFixes(context, path, finding)));
  return [...own, ...typescript.flat()];
}

function filesOf(
  { edits, manifestEdits }: Pick<Fix, 'edits' | 'manifestEdits'>,
  path: string,
  manifest: string | undefined,
): readonly FileEdits[] {
  return [
    ...(edits ? [{ path, edits }] : []),
    ...(manifestEdits && manifest !== undefined ? [{ path: manifest, edits: manifestEdits }] : []),
  ];
}

/** What TypeScript offers for an error of its own. */
async function typeScriptFixes(
  context: ServiceContext,
  path: string,
  finding: Finding,
): Promise<readonly CodeAction[]> {
  const { code, severity, range } = finding;
  if (typeof code !== 'number' || severity !== 'error') {
    return [];
  }
  const fixes = await askTypeScript(context, 'codeFixes', { path, range, codes: [code] });
  const diagnostic = toDiagnostic(finding);
  return (fixes ?? []).map(({ title, edits }) => ({ title, kind: 'quickfix', diagnostic, files: [{ path, edits }] }));
}

const overlap = (a: TextRange, b: TextRange) => a.start <= b.end && b.start <= a.end;
