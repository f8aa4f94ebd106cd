import { LineIndex } from '../../core/text';
import type { Diagnostic } from '../../service/answers';
import { diagnostics } from '../../service/features/diagnostics';
import { readFormat, readOptions } from '../options';
import { count, jsonRange, place, print, printJson } from '../output';
import { openProject, type Project, readManifest } from '../project';

export const usage = 'check [--root DIR] [--format text|json]';

interface Finding {
  readonly file: string;
  readonly lines: LineIndex;
  readonly diagnostic: Diagnostic;
}

/** Checks the manifests, stage files and modules of the root, those of Destinations in folders below it too. */
export async function check(args: readonly string[]): Promise<number> {
  const { values } = readOptions(args, {}, usage);
  const format = readFormat(values.format);
  const project = openProject(values.root);
  const files = filesToCheck(project);
  const findings = await findAll(project, files);
  await project.service.typescript.stop();
  if (format === 'json') {
    printJson({
      files: files.length,
      diagnostics: findings.map(({ file, lines, diagnostic: { range, severity, code, message, source } }) => ({
        file,
        range: jsonRange(lines, range),
        severity,
        code,
        message,
        source,
      })),
    });
  } else {
    printText(files.length, findings);
  }
  return findings.some(({ diagnostic }) => diagnostic.severity === 'error') ? 1 : 0;
}

function filesToCheck(project: Project): readonly string[] {
  const { workspace } = project.service;
  workspace.loadWranglers();
  const destinations = workspace.destinations();
  const manifests = destinations.flatMap(({ manifest }) => (manifest ? [manifest.path] : []));
  const code = destinations.flatMap(({ root }) => [...workspace.stageFiles(root), ...workspace.modules(root).paths]);
  if (manifests.length === 0) {
    // Says that there is none, in the words of the other commands.
    readManifest(project);
  }
  return [...new Set([...manifests, ...code])];
}

async function findAll({ service, relative }: Project, files: readonly string[]): Promise<readonly Finding[]> {
  const { documents } = service.workspace;
  for (const path of files) {
    const content = documents.read(path);
    if ('text' in content) {
      // Held as an editor would hold them, so that all of them are in one program.
      documents.open(path, content.text);
    }
  }
  const findings: Finding[] = [];
  for (const path of files) {
    const lines = new LineIndex(documents.text(path) ?? '');
    for (const diagnostic of await diagnostics(service, path)) {
      // Faded text is for editors.
      if (diagnostic.source !== 'ts' || diagnostic.severity !== 'hint') {
        findings.push({ file: relative(path), lines, diagnostic });
      }
    }
  }
  return findings;
}

function printText(files: number, findings: readonly Finding[]): void {
  for (const { file, lines, diagnostic } of findings) {
    const { severity, code, message } = diagnostic;
    print(`${place(file, lines, diagnostic.range.start)} ${severity} ${code}: ${message.replaceAll('\n', '\n    ')}`);
  }
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error').length;
  const others = findings.length - errors;
  const problems =
    findings.length === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(others, 'other problem')}`;
  print(`${findings.length > 0 ? '\n' : ''}${count(files, 'file')} checked: ${problems}`);
}
