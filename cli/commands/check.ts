import { LineIndex } from '../../core/text';
import type { Diagnostic } from '../../service/answers';
import { diagnostics } from '../../service/features/diagnostics';
import { tooLarge, unreadFiles } from '../../service/unread';
import { readFormat, readOptions } from '../options';
import { count, jsonRange, place, print, printError, printJson } from '../output';
import { openProject, type Project, readManifest, warnOfInterruption } from '../project';
import { line, lines as onLines } from '../render/terminalText';
import { unreadJson, unreadSentences } from '../unread';

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
  warnOfInterruption(project);
  const files = filesToCheck(project);
  const findings = await findAll(project, files);
  await project.service.typescript.stop();
  const { unread, skipped } = notChecked(project, files);
  const unchecked = new Set([...unread, ...skipped].map(({ path }) => path));
  const checked = files.filter((path) => !unchecked.has(path)).length;
  for (const message of unreadSentences(project, [...unread, ...skipped])) {
    printError(line`${message}`);
  }
  if (format === 'json') {
    printJson({
      files: checked,
      diagnostics: findings.map(({ file, lines, diagnostic: { range, severity, code, message, source } }) => ({
        file,
        range: jsonRange(lines, range),
        severity,
        code,
        message,
        source,
      })),
      ...(unread.length > 0 && { unread: unreadJson(project, unread) }),
      ...(skipped.length > 0 && { skipped: unreadJson(project, skipped) }),
    });
  } else {
    printText(checked, findings, unread.length);
  }
  if (unread.length > 0) {
    return 2;
  }
  return findings.some(({ diagnostic }) => diagnostic.severity === 'error') ? 1 : 0;
}

/** What could not be looked at, and modules that are left out for their size, which are most often other people's. */
function notChecked({ service, root }: Project, files: readonly string[]) {
  const { workspace } = service;
  const roots = workspace.destinations().map((destination) => destination.root);
  const unread = unreadFiles(service, roots.length > 0 ? roots : [root]);
  const modules = roots.flatMap((each) => workspace.modules(each).paths);
  const isModule = new Set(modules);
  return {
    unread,
    skipped: tooLarge(
      service,
      files.filter((path) => isModule.has(path)),
    ),
  };
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

function printText(files: number, findings: readonly Finding[], unread: number): void {
  for (const { file, lines, diagnostic } of findings) {
    const { severity, code, message } = diagnostic;
    const text = onLines(message.replaceAll('\n', '\n    '));
    print(line`${place(file, lines, diagnostic.range.start)} ${severity} ${code}: ${text}`);
  }
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error').length;
  const others = findings.length - errors;
  const problems =
    findings.length === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(others, 'other problem')}`;
  const rest = unread > 0 ? `; ${count(unread, 'file')} could not be read` : '';
  const total = line`${count(files, 'file')} checked: ${problems}${rest}`;
  print(findings.length > 0 ? line`\n${total}` : total);
}
