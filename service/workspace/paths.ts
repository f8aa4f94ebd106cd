/** The folder of a path; the path itself at the top. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end > 0 ? path.slice(0, end) : path.slice(0, end + 1);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is that of a folder or of what is below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** `path` as seen from `root`, or unchanged when it is elsewhere. */
export function relativeTo(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** A folder and those above it, the nearest first. */
export function foldersUpwards(folder: string): readonly string[] {
  const above = folderOf(folder);
  return above === folder || folder === '' ? [folder] : [folder, ...foldersUpwards(above)];
}

/** The path that a relative one means, seen from a folder. */
export function resolvePath(folder: string, path: string): string {
  const isAbsolute = /^(\/|[A-Za-z]:)/.test(path);
  const parts = (isAbsolute ? path : `${folder}/${path}`).replaceAll('\\', '/').split('/');
  const result: string[] = [];
  for (const [i, part] of parts.entries()) {
    if (part === '..') {
      result.pop();
    } else if (part !== '.' && (part !== '' || i === 0)) {
      result.push(part);
    }
  }
  return result.join('/');
}
