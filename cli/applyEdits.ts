import { applyEdits, LineIndex } from '../core/text';
import type { FileEdits } from '../service/answers';
import type { Documents } from '../service/workspace/documents';
import { type FileChange, writeFiles } from '../service/workspace/writing/writeFiles';
import { Failure } from './failure';
import type { Format } from './options';
import { jsonRange, print, printJson } from './output';
import type { Project } from './project';
import { line } from './render/terminalText';
import { finishChangesBeforeSignals } from './signals';

/** Writes edits to their files, all or none, unless it is a dry run, and reports them. */
export function applyFileEdits(
  { root, service, relative }: Project,
  files: readonly FileEdits[],
  { dryRun, format, summary }: { readonly dryRun: boolean; readonly format: Format; readonly summary: string },
): void {
  const changes = files.map((file) => ({
    ...changeOf(service.workspace.documents, file, relative),
    edits: file.edits,
  }));
  if (!dryRun) {
    finishChangesBeforeSignals();
    const result = writeFiles(changes, { folder: root, show: relative });
    if (result) {
      throw new Failure(result.refused);
    }
  }
  const edits = changes.flatMap(({ path, edits: fileEdits, before }) => {
    const lines = new LineIndex(before ?? '');
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

/** The change that edits make of a file; a `Failure` where the text that they were made for is not to be had. */
function changeOf(
  documents: Documents,
  { path, create, edits }: FileEdits,
  show: (path: string) => string,
): FileChange & { readonly before: string | null } {
  if (create) {
    return { path, before: null, after: applyEdits('', edits) };
  }
  const content = documents.read(path);
  if (!('text' in content)) {
    throw new Failure(`${show(path)} ${content.message}.`);
  }
  return { path, before: content.text, after: applyEdits(content.text, edits) };
}
