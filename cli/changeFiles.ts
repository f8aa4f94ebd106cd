import { isRefused, type Refused } from '../core/refused';
import type { Edits } from '../operations/edits';
import type { Project } from '../operations/project';
import { writeEdits } from '../operations/writeEdits';
import type { Format } from './options';
import { place, print, printJson } from './output';
import { line } from './render/terminalText';
import { finishChangesBeforeSignals } from './signals';

interface ReportOptions {
  readonly dryRun: boolean;
  readonly format: Format;
  readonly summary: string;
  /** What JSON has beside `edits`. */
  readonly more?: object;
}

/** Writes edits to their files, all or none, unless it is a dry run, and reports them. */
export function changeFiles(
  project: Project,
  edits: Edits,
  { dryRun, format, summary, more }: ReportOptions,
): number | Refused {
  const written = writeEdits(project, edits, { dryRun, beforeWriting: finishChangesBeforeSignals });
  if (isRefused(written)) {
    return written;
  }
  if (format === 'json') {
    printJson({ edits: written, ...more });
  } else {
    print(dryRun ? line`${summary} (dry run, nothing was written):` : line`${summary}`);
    if (dryRun) {
      for (const { file, range, newText } of written) {
        print(line`${place(file, range.start)} ${JSON.stringify(newText)}`);
      }
    }
  }
  return 0;
}
