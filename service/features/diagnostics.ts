import { manifestSyntax } from '../../core/rules/manifestSyntax';
import { codeRules, manifestRules } from '../../core/rules/rules';
import { suppress, uselessSuppression } from '../../core/rules/suppressions';
import { wrongVariablePath } from '../../core/rules/wrongVariablePath';
import { beginsLine, isBlank, lineEnd, lineStart, nextLine, removeLines } from '../../core/sources/lines';
import type { TextEdit, TextRange } from '../../core/text';
import type { Diagnostic, Severity } from '../answers';
import { askTypeScript } from '../askTypeScript';
import { codeInput, manifestInput } from '../checks/ruleInputs';
import type { CodeFile } from '../code/codeFiles';
import { largestCodeFile } from '../code/scannedText';
import type { ServiceContext } from '../context';

/**
 * Every diagnostic of a code file or a manifest, in the order of the text, with the severities that the user wants and
 * without what comments suppress.
 */
export async function diagnostics(context: ServiceContext, path: string): Promise<readonly Diagnostic[]> {
  const found = await allDiagnostics(context, path);
  const text = context.workspace.documents.text(path) ?? '';
  const { kept, useless } = text.includes('infra-ignore') ? suppress(text, found) : { kept: found, useless: [] };
  const { code, severity } = uselessSuppression;
  const told = useless.map(({ range, message }): Diagnostic => {
    const fixes = [{ title: 'Remove the comment', edits: removeComment(text, range) }];
    return { range, severity, code, source: 'infra', message, fixes };
  });
  return [...kept, ...told].flatMap((diagnostic) => {
    const set = context.settings.severities.get(String(diagnostic.code)) ?? diagnostic.severity;
    // Editors send every setting, also those that nobody has changed: what is milder than its rule stays so.
    const isChanged = set !== usualSeverities.get(diagnostic.code);
    return set === 'off' ? [] : [isChanged ? { ...diagnostic, severity: set } : diagnostic];
  });
}

/** Takes a comment away, with its line where it stands alone, else with the spaces before it. */
function removeComment(text: string, { start, end }: TextRange): readonly TextEdit[] {
  if (beginsLine(text, start) && isBlank(text, end, lineEnd(text, end))) {
    return removeLines(text, [{ start: lineStart(text, start), end: nextLine(text, end) }]);
  }
  const spaces = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return [{ range: { start: start - spaces, end }, newText: '' }];
}

const usualSeverities = new Map<string | number, Severity>(
  [...codeRules, ...manifestRules].map(({ code, severity }) => [code, severity]),
);

async function allDiagnostics(context: ServiceContext, path: string): Promise<readonly Diagnostic[]> {
  const file = context.code.at(path);
  if (!file) {
    return manifestDiagnostics(context, path);
  }
  if (file.text.length > largestCodeFile) {
    return file.stage ? [tooLarge] : [];
  }
  // TypeScript works while our own rules do.
  const asked = askTypeScript(context, 'diagnostics', { path });
  const own = ruleDiagnostics(context, file);
  return [...own, ...withoutDuplicates((await asked) ?? [], own, file)].sort((a, b) => a.range.start - b.range.start);
}

const tooLarge: Diagnostic = {
  range: { start: 0, end: 0 },
  severity: 'information',
  code: 'file-too-large',
  source: 'infra',
  message: `This file is larger than ${largestCodeFile / 1024 / 1024} MB and is not checked.`,
};

/** What our own rules find in code. */
export function ruleDiagnostics(context: ServiceContext, file: CodeFile): readonly Diagnostic[] {
  const input = codeInput(context, file);
  return codeRules.flatMap(({ code, severity, check }) =>
    check(input).map(({ range, message, severity: own }) => ({
      range,
      severity: own ?? severity,
      code,
      source: 'infra' as const,
      message,
    })),
  );
}

/** Where TypeScript and a rule of ours would both speak, only ours does: of `params.infra` and what is below it. */
function withoutDuplicates(
  found: readonly Diagnostic[],
  own: readonly Diagnostic[],
  { scan }: CodeFile,
): readonly Diagnostic[] {
  const infra = scan.accesses.filter(({ path }) => path[0] === 'infra' && path.length <= 2);
  // `params.manifest.variables` where there is no `params.manifest`: ours speaks of the whole path.
  const isMisplaced = own.some(({ code }) => code === wrongVariablePath.code);
  const manifest = scan.accesses.filter(({ path }) => isMisplaced && path.length === 1 && path[0] === 'manifest');
  const ours = [...infra, ...manifest, ...own].map(({ range }) => range);
  return found.filter(({ range }) => !ours.some(({ start, end }) => start === range.start && end === range.end));
}

function manifestDiagnostics(context: ServiceContext, path: string): readonly Diagnostic[] {
  const manifest = context.workspace.manifestAt(path);
  if (!manifest) {
    return [];
  }
  if (manifest.problem) {
    const { code, severity } = manifestSyntax;
    return [{ range: { start: 0, end: 0 }, severity, code, source: 'infra', message: manifest.problem }];
  }
  const input = manifestInput(context, manifest);
  return manifestRules.flatMap(({ code, severity, tag, check }) =>
    check(input).map(({ range, message, severity: own, tag: ownTag = tag }) => ({
      range,
      severity: own ?? severity,
      code,
      source: 'infra' as const,
      message,
      ...(ownTag ? { tags: [ownTag] } : {}),
    })),
  );
}
