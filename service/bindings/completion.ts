import { type AccessPoint, accessPointAt } from '../../core/code/scan';
import type { TextEdit, TextRange } from '../../core/text';
import type { Completion, CompletionList } from '../answers';
import type { CodeFile } from '../code/codeFiles';
import type { Markdown } from '../markdown';
import type { Manifest } from '../workspace/manifest';
import { describeBinding, shortResourceOf } from './describe';

/**
 * The declared bindings, where the name of one is to be typed; `undefined` anywhere else. Answers from the manifest and
 * the light scan alone.
 */
export function bindingCompletion(file: CodeFile, offset: number): CompletionList | undefined {
  const point = accessPointAt(file.scan, offset);
  const { manifest } = file.destination;
  const receiver = point?.receiver.join('.');
  // Where `env` has a type, VS Code's TypeScript knows its properties.
  const hasBindings =
    receiver === 'infra' ? (file.stage?.kind.infra ?? true) : receiver === 'env' && !file.scan.envIsTyped;
  if (!point || !hasBindings) {
    return undefined;
  }
  if (point.form === 'destructuring' && !isAtKey(file.text, offset)) {
    return undefined;
  }
  const range = nameRange(file.text, offset, point);
  const items = (manifest ? bindingItems(manifest) : []).map((item) => {
    const edit = nameEdit(file.text, point, range, item.label);
    return edit
      ? { ...item, edit, filterText: file.text.slice(edit.range.start, point.range.start) + item.label }
      : item;
  });
  return { isIncomplete: false, range, items, details: { from: 'manifest', offset } };
}

/** Each binding as its name is written where that can stand as it is. */
const bindingItems = ({ bindingsByName }: Manifest): readonly Completion[] =>
  [...bindingsByName].map(([label, [first]]): Completion => {
    const description = shortResourceOf(first);
    return { label, kind: 'binding', detail: first.kind.label, ...(description ? { description } : {}) };
  });

/** What is told of a binding that is looked at in the list. */
export function bindingDetails({ destination: { manifest } }: CodeFile, name: string): Markdown | undefined {
  const declarations = manifest?.bindingsByName.get(name);
  return manifest && declarations && describeBinding(manifest, declarations);
}

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** What a name replaces. */
function nameRange(text: string, offset: number, { form, range }: AccessPoint): TextRange {
  const typed = form === 'destructuring' ? /[\w$]*$/.exec(text.slice(0, offset))?.[0] : undefined;
  return typed === undefined ? range : { start: offset - typed.length, end: offset };
}

/** How a name is written that cannot stand there as it is: with a dot before it, `infra.` becomes `infra['my-kv']`. */
function nameEdit(text: string, { form }: AccessPoint, range: TextRange, name: string): TextEdit | undefined {
  if (form === 'element') {
    return escaped(name) === name ? undefined : { range, newText: escaped(name) };
  }
  if (identifier.test(name)) {
    return undefined;
  }
  if (form === 'destructuring') {
    return { range, newText: `'${escaped(name)}': ` };
  }
  const isOptional = text.slice(0, range.start).endsWith('?.');
  const start = isOptional || text.charAt(range.start - 1) !== '.' ? range.start : range.start - 1;
  return { range: { start, end: range.end }, newText: `['${escaped(name)}']` };
}

const escaped = (name: string) => name.replaceAll('\\', '\\\\').replaceAll("'", "\\'");

/** In `{ A, | }`, not in `{ A: | }` or in a default value. */
function isAtKey(text: string, offset: number): boolean {
  return /[{,]\s*[\w$]*$/.test(text.slice(0, offset));
}
