import { isRefused, type Refused } from '../../core/refused';
import { type CheckResult, check as checkProject } from '../../operations/check';
import { readOptions } from '../options';
import { count, place, print, printError, printJson } from '../output';
import { openProjectHere } from '../project';
import { line, lines as onLines } from '../render/terminalText';

export const usage = 'check [--root DIR] [--format text|json]';

/** Checks the manifests, stage files and modules of the root, those of Destinations in folders below it too. */
export async function check(args: readonly string[]): Promise<number | Refused> {
  const given = readOptions(args, {}, usage);
  if (isRefused(given)) {
    return given;
  }
  const { values, format } = given;
  const project = openProjectHere(values.root, 'tell');
  if (isRefused(project)) {
    return project;
  }
  const result = await checkProject(project);
  await project.service.typescript.stop();
  if (isRefused(result)) {
    return result;
  }
  const { files, findings, unread, skipped } = result;
  for (const { message } of [...unread, ...skipped]) {
    printError(line`${message}`);
  }
  if (format === 'json') {
    printJson({
      files,
      diagnostics: findings,
      ...(unread.length > 0 && { unread }),
      ...(skipped.length > 0 && { skipped }),
    });
  } else {
    printText(result);
  }
  if (unread.length > 0) {
    return 2;
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function printText({ files, findings, unread }: CheckResult): void {
  for (const { file, range, severity, code, message } of findings) {
    const text = onLines(message.replaceAll('\n', '\n    '));
    print(line`${place(file, range.start)} ${severity} ${code}: ${text}`);
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const others = findings.length - errors;
  const problems =
    findings.length === 0 ? 'no problems' : `${count(errors, 'error')}, ${count(others, 'other problem')}`;
  const rest = unread.length > 0 ? `; ${count(unread.length, 'file')} could not be read` : '';
  const total = line`${count(files, 'file')} checked: ${problems}${rest}`;
  print(findings.length > 0 ? line`\n${total}` : total);
}
