import { manifestSyntax } from '../../core/diagnostics/manifestSyntax';
import { stageRules } from '../../core/diagnostics/rules';
import type { Diagnostic } from '../answers';
import {
  askTypeScript,
  largestStageFile,
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
  return [...own, ...withoutDuplicates(typescript, file)].sort((a, b) => a.range.start - b.range.start);
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
function withoutDuplicates(found: readonly Diagnostic[], { scan }: StageFile): readonly Diagnostic[] {
  const ours = scan.accesses.filter(({ path }) => path[0] === 'infra' && path.length <= 2);
  return found.filter(
    ({ range }) => !ours.some((access) => access.range.start === range.start && access.range.end === range.end),
  );
}

function manifestDiagnostics({ workspace }: ServiceContext, path: string): readonly Diagnostic[] {
  const manifest = workspace.manifestAt(path);
  if (!manifest) {
    return [];
  }
  const { code, severity } = manifestSyntax;
  if (manifest.problem) {
    return [{ range: { start: 0, end: 0 }, severity, code, source: 'infra', message: manifest.problem }];
  }
  return (manifest.document ? manifestSyntax.check(manifest.document) : []).map(({ range, message }) => ({
    range,
    severity,
    code,
    source: 'infra',
    message,
  }));
}
