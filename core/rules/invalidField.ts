import { nearestName } from '../nearestName';
import type { BindingField, BindingKind, FieldType } from '../platform/kinds/kinds';
import { type ManifestDocument, type ManifestNode, nodeAt } from '../sources/document';
import { replaceValue } from '../sources/edit';
import type { ManifestPath, ManifestValue } from '../sources/editor';
import { kindEntries, scopesOf } from '../sources/wrangler/entries';
import type { TextRange } from '../text';
import { fixOf, removeFieldFix, replaceFix } from './fixes';
import type { ManifestInput } from './inputs';
import { capitalized, isTemplate, oneOf, type Table, type TableEntry, tablesOf, wholeEntries } from './manifestEntries';
import type { Fix, Rule, RuleFinding } from './rule';

/** A value of the wrong type, or one that Wrangler refuses. */
export const invalidField: Rule<ManifestInput> = {
  code: 'invalid-field',
  severity: 'error',

  check: (input) => [
    ...wrongShapes(input),
    ...wholeEntries(input).flatMap((entry) => [
      ...tablesOf(entry).flatMap((table) => wrongValues(input, table)),
      ...tooMany(input, entry),
    ]),
  ],
};

/** Kinds that are written as something else than the list or the table that they are. */
function wrongShapes({ document, kinds }: ManifestInput): RuleFinding[] {
  const { root, problems } = document;
  const isBroken = ({ start, end }: TextRange) =>
    problems.some(({ range }) => range.start <= end && range.end >= start);
  const found = scopesOf(root).flatMap(({ path: base }) =>
    kinds.flatMap((kind): RuleFinding[] => {
      const path = [...base, ...kind.path];
      const outer = kind.path.length > 1 ? nodeAt(root, path.slice(0, -1)) : undefined;
      if (outer && outer.type !== 'object') {
        return outer.type === 'invalid'
          ? []
          : [
              shapeFinding(
                document,
                outer,
                `'${kind.path[0]}' is a table that holds '${kind.path.slice(1).join('.')}'.`,
              ),
            ];
      }
      const node = nodeAt(root, path);
      return kind.shape === 'list' && node && node.type !== 'array' && node.type !== 'invalid'
        ? [shapeFinding(document, node, listMessage(kind, path, document.hasHeaders && node.type === 'object'))]
        : [];
    }),
  );
  const items = kindEntries(document, kinds).flatMap(({ kind, node }): RuleFinding[] =>
    node.type === 'object' || node.type === 'invalid' || node.type === kind.olderForm
      ? []
      : [
          shapeFinding(
            document,
            node,
            `${capitalized(oneOf(kind))} is a table with '${kind.nameField}', not ${shapeOf(node)}.`,
          ),
        ],
  );
  return [...found, ...items].filter(
    ({ range }) => !isBroken(range) && !isTemplate(document.text.slice(range.start, range.end)),
  );
}

function listMessage({ label, key }: BindingKind, path: readonly string[], isBlock: boolean): string {
  const header = path.join('.');
  return isBlock
    ? `There can be several (${label}), so each has two brackets: write [[${header}]].`
    : `'${key}' is a list.`;
}

function shapeFinding({ text, hasHeaders }: ManifestDocument, node: ManifestNode, message: string): RuleFinding {
  return { range: node.range, message, fixes: () => otherShape(text, hasHeaders, node) };
}

/** The same table with brackets that make a list of it, and the only table of a list without them. */
function otherShape(text: string, hasHeaders: boolean, node: ManifestNode): readonly Fix[] {
  const { start, end } = node.range;
  const [, open = '', name = ''] = /^(\[\[?)([^[\]\n]+)\]/.exec(hasHeaders ? text.slice(start, end) : '') ?? [];
  const change = (title: string, from: number, to: number, newText: string) =>
    replaceFix(title, { start: from, end: to }, newText);
  if (node.type === 'object') {
    return open === '['
      ? change(`Change to [[${name}]]`, start, start + name.length + 2, `[[${name}]]`)
      : text[start] === '{'
        ? change('Put it into a list', start, end, `[${text.slice(start, end)}]`)
        : [];
  }
  const [only, more] = node.type === 'array' ? node.items : [];
  if (only?.type !== 'object' || more) {
    return [];
  }
  return open === '[['
    ? change(`Change to [${name}]`, start, start + name.length + 4, `[${name}]`)
    : change('Take it out of the list', start, end, text.slice(only.range.start, only.range.end));
}

function wrongValues({ document }: ManifestInput, { entry, path, node, fields }: Table): RuleFinding[] {
  return node.properties.flatMap(({ key, value }): RuleFinding[] => {
    const field = fields.find(({ name }) => name === key);
    const wrong = field && value.type !== 'invalid' ? wrongValue(field, value) : undefined;
    // An empty name is the business of another rule.
    const isName = path.length === entry.path.length && key === entry.kind.nameField;
    if (!wrong || (isName && value.type === 'string')) {
      return [];
    }
    return [
      {
        range: value.range,
        message: wrong.message,
        fixes() {
          const at: ManifestPath = [...path, key];
          return wrong.instead.flatMap((instead) => {
            const title = `Change to ${JSON.stringify(instead)}`;
            return fixOf(title, replaceValue(document, at, instead), wrong.instead.length === 1);
          });
        },
      },
    ];
  });
}

interface Wrong {
  readonly message: string;
  /** What may be meant. */
  readonly instead: readonly ManifestValue[];
}

function wrongValue(field: BindingField, node: ManifestNode): Wrong | undefined {
  const { name, type, values, notEmpty, pattern } = field;
  if (!hasType(node, type)) {
    return { message: `'${name}' is ${typeNames[type]}, not ${shapeOf(node)}.`, instead: converted(node, field) };
  }
  const value = 'value' in node ? node.value : undefined;
  if (values && !values.some((each) => each === value)) {
    const texts = values.map((each) => (typeof each === 'string' ? `'${each}'` : String(each)));
    const nearest = typeof value === 'string' ? nearestName(value, values.map(String)) : undefined;
    return {
      message: `'${name}' is ${texts.join(' or ')}, not ${typeof value === 'string' ? `'${value}'` : String(value)}.`,
      instead: nearest === undefined ? (values.length > 4 ? [] : values) : [nearest],
    };
  }
  if (notEmpty && value === '') {
    return { message: `'${name}' is empty: give it a value, or leave it out.`, instead: [] };
  }
  return pattern && typeof value === 'string' && !pattern.expression.test(value)
    ? { message: `'${value}' cannot be a '${name}': it has ${pattern.text}.`, instead: [] }
    : undefined;
}

const typeNames: Readonly<Record<FieldType, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'a table',
  strings: 'a list of strings',
  any: 'anything',
};

function hasType(node: ManifestNode, type: FieldType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'strings':
      return node.type === 'array' && node.items.every((item) => item.type === 'string' || item.type === 'invalid');
    default:
      return node.type === type;
  }
}

function shapeOf(node: ManifestNode): string {
  const names = {
    object: 'a table',
    array: 'a list',
    boolean: String('value' in node ? node.value : ''),
    null: 'null',
  };
  return node.type in names ? names[node.type as keyof typeof names] : `a ${node.type}`;
}

/** The same value in the type that a field has: a number in quotes, or one without them. */
function converted(node: ManifestNode, { type, values }: BindingField): readonly ManifestValue[] {
  const value = 'value' in node ? node.value : undefined;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'bigint')) {
    return [String(value)];
  }
  if (type === 'strings' && typeof value === 'string') {
    return [[value]];
  }
  if (typeof value !== 'string') {
    return [];
  }
  const number = Number(value);
  if (type === 'number' && value.trim() !== '' && Number.isFinite(number)) {
    return !values || values.includes(number) ? [number] : [];
  }
  return type === 'boolean' && (value === 'true' || value === 'false') ? [value === 'true'] : [];
}

/** Fields of which there can be only one, and there are more. */
function tooMany({ document }: ManifestInput, { kind: { exclusive = [] }, path, node }: TableEntry): RuleFinding[] {
  const [first, ...others] = node.properties.filter(({ key }) => exclusive.includes(key));
  return others.map(({ key, keyRange }) => ({
    range: keyRange,
    message: `There is either '${first?.key}' or '${key}', not both: remove one.`,
    fixes: () => [key, first?.key ?? key].flatMap((each) => removeFieldFix(document, [...path, each])),
  }));
}
