import { isRefused, type Refused } from '../core/refused';
import { LineIndex } from '../core/text';
import type { Diagnostic } from '../service/answers';
import { diagnostics } from '../service/features/diagnostics';
import { tooLarge, unreadFiles } from '../service/unread';
import { readManifest } from './manifest';
import { type PositionRange, positionRange } from './places';
import type { Project } from './project';
import { type UnreadFile, unreadFile } from './unread';

/** Each question brings TypeScript up to date with every file that is open. */
const filesAtOnce = 50;

/** What a checker found in a file. */
export interface Finding extends Pick<Diagnostic, 'severity' | 'code' | 'message' | 'source'> {
  /** Relative to the root. */
  readonly file: string;
  readonly range: PositionRange;
}

export interface CheckResult {
  /** How many files were checked. */
  readonly files: number;
  readonly findings: readonly Finding[];
  /** What should have been checked and could not. */
  readonly unread: readonly UnreadFile[];
  /** Modules that are left out for their size, which are most often other people's. */
  readonly skipped: readonly UnreadFile[];
}

/**
 * Checks the manifests, stage files and modules of the root, those of Destinations in folders below it too. Refused
 * where there is no manifest. It may start the TypeScript worker, which the caller stops.
 */
export async function check(project: Project): Promise<CheckResult | Refused> {
  const files = filesToCheck(project);
  if (isRefused(files)) {
    return files;
  }
  const findings: Finding[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    findings.push(...(await findIn(project, files.slice(start, start + filesAtOnce))));
  }
  const { unread, skipped } = notChecked(project, files);
  const unchecked = new Set([...unread, ...skipped].map(({ path }) => path));
  return {
    files: files.filter((path) => !unchecked.has(path)).length,
    findings,
    unread: unread.map((each) => unreadFile(project, each)),
    skipped: skipped.map((each) => unreadFile(project, each)),
  };
}

function filesToCheck(project: Project): readonly string[] | Refused {
  const { workspace } = project.service;
  workspace.loadWranglers();
  const destinations = workspace.destinations();
  const manifests = destinations.flatMap(({ manifest }) => (manifest ? [manifest.path] : []));
  const code = destinations.flatMap(({ root }) => [...workspace.stageFiles(root), ...workspace.modules(root).paths]);
  if (manifests.length === 0) {
    // In the words of the other operations.
    const manifest = readManifest(project);
    if (isRefused(manifest)) {
      return manifest;
    }
  }
  return [...new Set([...manifests, ...code])];
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
      return found.map(({ range, severity, code, message, source }) => ({
        file: relative(path),
        range: positionRange(lines, range),
        severity,
        code,
        message,
        source,
      }));
    }),
  );
  for (const path of opened) {
    documents.close(path);
  }
  return findings.flat();
}

function notChecked({ service, root }: Project, files: readonly string[]) {
  const { workspace } = service;
  const roots = workspace.destinations().map((destination) => destination.root);
  const modules = new Set(roots.flatMap((each) => workspace.modules(each).paths));
  return {
    unread: unreadFiles(service, roots.length > 0 ? roots : [root]),
    skipped: tooLarge(
      service,
      files.filter((path) => modules.has(path)),
    ),
  };
}
