import { writeFileSync } from 'node:fs';
import { applyEdits, LineIndex } from '../core/text';
import type { FileEdits } from '../service/answers';
import { Failure } from './failure';
import type { Format } from './options';
import { jsonRange, print, printJson } from './output';
import type { Project } from './project';
import { line } from './render/terminalText';

/** Writes edits to their files, unless it is a dry run, and reports them. */
export function applyFileEdits(
  { service, relative }: Project,
  files: readonly FileEdits[],
  { dryRun, format, summary }: { readonly dryRun: boolean; readonly format: Format; readonly summary: string },
): void {
  const { documents } = service.workspace;
  const changes = files.map(({ path, edits }) => ({ path, edits, text: documents.text(path) ?? '' }));
  if (!dryRun) {
    for (const { path, edits, text } of changes) {
      try {
        writeFileSync(path, applyEdits(text, edits));
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
        throw new Failure(`${relative(path)} cannot be written (${code}).`);
      }
    }
  }
  const edits = changes.flatMap(({ path, edits: fileEdits, text }) => {
    const lines = new LineIndex(text);
    return fileEdits.map(({ range, newText }) => ({ file: relative(path), range: jsonRange(lines, range), newText }));
  });
  if (format === 'json') {
    printJson({ edits });
  } else {
    print(dryRun ? line`${summary} (dry run, nothing was written):` : line`${summary}`);
    if (dryRun) {
      for (const { file, range, newText } of edits) {
        print(line`${file}:${range.start.line + 1}:${range.start.character + 1} ${JSON.stringify(newText)}`);
      }
    }
  }
}
