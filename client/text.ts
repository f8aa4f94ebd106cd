// Words that several parts of the sidebar share.
import { Uri } from 'vscode';

/** What an environment is called; `null` is the manifest's top level. */
export function environmentLabel(name: string | null): string {
  return name ?? 'Top level';
}

/** With a capital: what stands in the middle of a sentence elsewhere. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 binding", "2 bindings". */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** The last segment of a URI. */
export function fileName(uri: string): string {
  return Uri.parse(uri).path.split('/').at(-1) ?? '';
}
