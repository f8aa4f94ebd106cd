import { URI } from 'vscode-uri';

/** Most questions are about the document that the one before was about. */
let last: { readonly uri: string; readonly path: string | undefined } = { uri: '', path: undefined };

/** A URI as the service's path: absolute, `/` between folders, a Windows drive in lower case; `undefined` if it is no file. */
export function toPath(uri: string): string | undefined {
  if (last.uri !== uri) {
    last = { uri, path: parsedPath(uri) };
  }
  return last.path;
}

function parsedPath(uri: string): string | undefined {
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
