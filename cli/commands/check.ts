import { LineIndex } from '../../core/text';
import type { Diagnostic } from '../../service/answers';
import { diagnostics } from '../../service/features/diagnostics';
import { readFormat, readOptions } from '../options';
import { count, jsonRange, place, print, printJson } from '../output';
import { openProject, type Project, readManifest } from '../project';
import { line, lines as onLines } from '../render/terminalText';

export const usage = 'check [--root DIR] [--format text|json]';

/** Each question brings TypeScript up to date with every file that is open. */
const filesAtOnce = 50;

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

async function findAll(project: Project, files: readonly string[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    findings.push(...(await findIn(project, files.slice(start, start + filesAtOnce))));
  }
  return findings;
}

/** What is found in some files, held together as an editor would hold them: TypeScript makes one program of them. */
async function findIn({ service, relative }: Project, files: readonly string[]): Promise<readonly Finding[]> {
  const { documents } = service.workspace;
  const opened = files.filter((path) => {
    const content = documents.read(path);
    if ('text' in content) {
      documents.open(path, content.text);
    }
    return 'text' in content;
  });
  const findings = await Promise.all(
    files.map(async (path) => {
      const lines = new LineIndex(documents.text(path) ?? '');
      // Faded text is for editors.
      const found = (await diagnostics(service, path)).filter(
        ({ source, severity }) => source !== 'ts' || severity !== 'hint',
      );
      return found.map((diagnostic) => ({ file: relative(path), lines, diagnostic }));
    }),
  );
  for (const path of opened) {
    documents.close(path);
  }
  return findings.flat();
}

function printText(files: number, findings: readonly Finding[]): void {
  for (const { file, lines, diagnostic } of findings) {
    const { severity, code, message } = diagnostic;
    const text = onLines(message.replaceAll('\n', '\n    '));
    print(line`${place(file, lines, diagnostic.range.start)} ${severity} ${code}: ${text}`);
  }
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error').length;
  const others = findings.length - errors;
  const problems =
    findings.length === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(others, 'other problem')}`;
  const total = line`${count(files, 'file')} checked: ${problems}`;
  print(findings.length > 0 ? line`\n${total}` : total);
}
