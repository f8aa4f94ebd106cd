import { manifestSyntax } from '../../core/diagnostics/manifestSyntax';
import { manifestRules, stageRules } from '../../core/diagnostics/rules';
import type { Diagnostic } from '../answers';
import {
  askTypeScript,
  largestStageFile,
  manifestInput,
  type ServiceContext,
  type StageFile,
  stageFile,
  stageInput,
} from '../context';

/** Every diagnostic of a stage file or a manifest, in the order of the text, with the severities that the user wants. */
export async function diagnostics(context: ServiceContext, path: string): Promise<readonly Diagnostic[]> {
  return (await allDiagnostics(context, path)).flatMap((diagnostic) => {
    const severity = context.settings.severities.get(String(diagnostic.code)) ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}

async function allDiagnostics(context: ServiceContext, path: string): Promise<readonly Diagnostic[]> {
  const file = stageFile(context, path);
  if (!file) {
    return manifestDiagnostics(context, path);
  }
  if (file.text.length > largestStageFile) {
    return [tooLarge];
  }
  const own = ruleDiagnostics(file);
  const typescript = (await askTypeScript(context, 'diagnostics', { path })) ?? [];
  return [...own, ...withoutDuplicates(typescript, own, file)].sort((a, b) => a.range.start - b.range.start);
}

const tooLarge: Diagnostic = {
  range: { start: 0, end: 0 },
  severity: 'information',
  code: 'file-too-large',
  source: 'infra',
  message: `This file is larger than ${largestStageFile / 1024 / 1024} MB and is not checked.`,
};

/** What our own rules find in a stage file. */
export function ruleDiagnostics(file: StageFile): readonly Diagnostic[] {
  const input = stageInput(file);
  return stageRules.flatMap(({ code, severity, check }) =>
    check(input).map(({ range, message }) => ({ range, severity, code, source: 'infra' as const, message })),
  );
}

/** Where TypeScript and a rule of ours would both speak, only ours does: of `params.infra` and what is below it. */
function withoutDuplicates(
  found: readonly Diagnostic[],
  own: readonly Diagnostic[],
  { scan }: StageFile,
): readonly Diagnostic[] {
  const infra = scan.accesses.filter(({ path }) => path[0] === 'infra' && path.length <= 2);
  const ours = [...infra, ...own].map(({ range }) => range);
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
    check(input).map(({ range, message }) => ({
      range,
      severity,
      code,
      source: 'infra' as const,
      message,
      ...(tag ? { tags: [tag] } : {}),
    })),
  );
}
