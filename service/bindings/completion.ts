import { mayLeadTo } from '../../core/code/mayLeadTo';
import type { AccessPoint } from '../../core/code/scan';
import type { TextEdit } from '../../core/text';
import type { Completion, CompletionList } from '../answers';
import { accessPointIn, type CodeFile } from '../code';
import { declarationsByName, describeBinding, shortResourceOf } from './describe';

/**
 * The declared bindings, where the name of one is to be typed; `undefined` anywhere else. Answers from the manifest and
 * the light scan alone.
 */
export function bindingCompletion(file: CodeFile, offset: number): CompletionList | undefined {
  const point = mayLeadTo(file.text, offset, isRoot) ? accessPointIn(file, offset) : undefined;
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
  if (!manifest) {
    return { isIncomplete: false, items: [] };
  }
  const items = [...declarationsByName(manifest)].map(([name, declarations]): Completion => {
    const [first] = declarations;
    const resource = shortResourceOf(first);
    const edit = nameEdit(file.text, offset, point, name);
    return {
      label: name,
      kind: 'binding',
      detail: first.kind.label,
      ...(resource ? { description: resource } : {}),
      documentation: describeBinding(manifest, declarations),
      ...(edit.newText === name ? {} : { filterText: file.text.slice(edit.range.start, point.range.start) + name }),
      edit,
    };
  });
  return { isIncomplete: false, items };
}

/** What bindings are read from: `params.infra`, or a Worker's `env`. */
const isRoot = (name: string) => name === 'infra' || name === 'env';

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Inserts a name; one that is no identifier takes the dot with it: `infra.` becomes `infra['my-kv']`. */
function nameEdit(text: string, offset: number, { form, range }: AccessPoint, name: string): TextEdit {
  if (form === 'destructuring') {
    const start = offset - (/[\w$]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
    const newText = identifier.test(name) ? name : `'${escaped(name)}': `;
    return { range: { start, end: offset }, newText };
  }
  if (form === 'element') {
    return { range, newText: escaped(name) };
  }
  if (identifier.test(name)) {
    return { range, newText: name };
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
