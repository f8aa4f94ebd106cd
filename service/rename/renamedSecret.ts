import { parseEnv } from 'node:util';
import { applyEdits, type TextEdit } from '../../core/text';

/**
 * The edits that give a variable of a secrets file another name; none where the file has no such variable, or where more
 * than its name would change, as in a value of several lines that looks like it.
 */
export function renamedSecret(text: string, name: string, newName: string): readonly TextEdit[] {
  const before = entriesOf(text);
  if (!before.some(([key]) => key === name) || before.some(([key]) => key === newName)) {
    return [];
  }
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?)${escaped(name)}(?=[ \\t]*=)`, 'gm');
  const edits = [...text.matchAll(line)].map(({ 1: indent = '', index }) => {
    const start = index + indent.length;
    return { range: { start, end: start + name.length }, newText: newName };
  });
  const wanted = before.map(([key, value]) => [key === name ? newName : key, value]);
  const isWanted = JSON.stringify(entriesOf(applyEdits(text, edits)).sort()) === JSON.stringify(wanted.sort());
  return isWanted ? edits : [];
}

const entriesOf = (text: string): [string, string | undefined][] => Object.entries(parseEnv(text));

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
