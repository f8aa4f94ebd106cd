import { URI } from 'vscode-uri';

/** A URI as the service's path: absolute, `/` between folders, a Windows drive in lower case; `undefined` if it is no file. */
export function toPath(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') {
    return undefined;
  }
  const path = parsed.fsPath.replaceAll('\\', '/');
  return /^[A-Z]:/.test(path) ? path.charAt(0).toLowerCase() + path.slice(1) : path;
}

export function toUri(path: string): string {
  return URI.file(path).toString();
}
