import type { FileContent, FileProblem, FileSystem, FolderEntry } from './fileSystem';

/** Texts as the user sees them: what an editor holds, and otherwise what is on disk. */
export class Documents {
  private readonly opened = new Map<string, string>();
  private readonly onDisk = new Map<string, FileContent>();
  private readonly foldersNotListed = new Map<string, FileProblem>();
  private structure = 0;

  constructor(readonly fileSystem: FileSystem) {}

  /** Counts up whenever files may have appeared or disappeared; typing does not count. */
  get structureVersion(): number {
    return this.structure;
  }

  /** Paths that an editor holds. */
  get openPaths(): readonly string[] {
    return [...this.opened.keys()];
  }

  isOpen(path: string): boolean {
    return this.opened.has(path);
  }

  /** An editor opened the file or changed it. */
  open(path: string, text: string): void {
    if (!this.opened.has(path) && !this.fileSystem.isFile(path)) {
      this.structure++;
    }
    this.opened.set(path, text);
  }

  /** No editor holds the file any longer; the disk counts again. */
  close(path: string): void {
    this.opened.delete(path);
    this.onDisk.delete(path);
    if (!this.fileSystem.isFile(path)) {
      this.structure++;
    }
  }

  /** A file's text was changed on disk. */
  forgetText(path: string): void {
    this.onDisk.delete(path);
  }

  /** A file or a folder was created or deleted on disk. */
  forget(path: string): void {
    for (const known of [...this.onDisk.keys()]) {
      if (known === path || known.startsWith(`${path}/`)) {
        this.onDisk.delete(known);
      }
    }
    this.foldersNotListed.clear();
    this.structure++;
  }

  /** What is in a folder on disk; nothing where it cannot be listed, which `unlistedFolders` then says. */
  list(folder: string): readonly FolderEntry[] {
    const { entries, problem } = this.fileSystem.list(folder);
    if (problem) {
      this.foldersNotListed.set(folder, problem);
    } else {
      this.foldersNotListed.delete(folder);
    }
    return entries;
  }

  /** The folders that could not be listed when they were last asked for. */
  get unlistedFolders(): ReadonlyMap<string, FileProblem> {
    return this.foldersNotListed;
  }

  exists(path: string): boolean {
    return this.opened.has(path) || this.fileSystem.isFile(path);
  }

  /** Whether anything is there, also what is no file and cannot be read. */
  isThere(path: string): boolean {
    return this.opened.has(path) || this.fileSystem.exists(path);
  }

  read(path: string): FileContent {
    const open = this.opened.get(path);
    if (open !== undefined) {
      return { text: open };
    }
    let content = this.onDisk.get(path);
    if (!content) {
      content = this.fileSystem.read(path);
      this.onDisk.set(path, content);
    }
    return content;
  }

  /** The text, or `undefined` where there is none to be had. */
  text(path: string): string | undefined {
    const content = this.read(path);
    return 'text' in content ? content.text : undefined;
  }
}
