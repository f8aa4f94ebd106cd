import { nearestName } from '../nearestName';
import type { BindingField, BindingKind } from '../platform/kinds/kinds';
import { type ManifestDocument, nodeAt, type ObjectNode, type PropertyNode } from '../sources/document';
import { moveValue } from '../sources/edit';
import type { ManifestPath } from '../sources/editor';
import { manifestKeys } from '../sources/keys';
import { scopesOf } from '../sources/wrangler/entries';
import { otherKeys } from '../sources/wrangler/otherKeys';
import { fixOf, removeFieldFix, replaceFix } from './fixes';
import type { ManifestInput } from './inputs';
import { called, capitalized, oneOf, type Table, tablesOf, wholeEntries } from './manifestEntries';
import type { Fix, Rule, RuleFinding } from './rule';

/** A key that means nothing to Wrangler, or no longer. */
export const unknownField: Rule<ManifestInput> = {
  code: 'unknown-field',
  severity: 'warning',

  check: (input) => [
    ...wholeEntries(input).flatMap((entry) => tablesOf(entry).flatMap((table) => unknownIn(input, table))),
    ...misspeltKinds(input),
  ],
};

function unknownIn({ document }: ManifestInput, table: Table): RuleFinding[] {
  const { entry, path, node, fields } = table;
  const isEntry = path.length === entry.path.length;
  const known = new Map(fields.map((field) => [field.name, field]));
  return node.properties.flatMap((property): RuleFinding[] => {
    const field = known.get(property.key);
    if (field) {
      return field.deprecated === undefined ? [] : [deprecatedFinding(document, property, table, field)];
    }
    return isEntry && entry.kind.openEnded ? [] : [unknownFinding(document, property, table)];
  });
}

function deprecatedFinding(
  document: ManifestDocument,
  { key, keyRange }: PropertyNode,
  { path, node }: Table,
  { deprecated, replacement }: BindingField,
): RuleFinding {
  const isThere = node.properties.some((property) => property.key === replacement);
  return {
    range: keyRange,
    message: `'${key}' is deprecated. ${deprecated}`,
    severity: 'hint',
    tag: 'deprecated',
    fixes: () =>
      replacement === undefined || isThere
        ? removeFieldFix(document, [...path, key])
        : replaceFix(`Change to ${replacement}`, keyRange, replacement),
  };
}

function unknownFinding(
  document: ManifestDocument,
  property: PropertyNode,
  { entry, path, node, fields }: Table,
): RuleFinding {
  const { key, keyRange } = property;
  const present = new Set(node.properties.map((each) => each.key));
  const meant = nearestName(
    key,
    candidates(fields).filter((name) => !present.has(name)),
  );
  const isEntry = path.length === entry.path.length;
  const owner = isEntry ? capitalized(oneOf(entry.kind)) : `'${String(path.at(-1))}'`;
  const isMisplaced = document.hasHeaders && otherKeys.has(key);
  const message =
    meant !== undefined
      ? `${owner} has no '${key}'. Did you mean '${meant}'?`
      : isMisplaced
        ? `'${key}' belongs to ${called(entry).replace(/^T/, 't')} here, and means nothing there. Move it above the first table.`
        : `${owner} has no '${key}': Wrangler ignores it.`;
  return {
    range: keyRange,
    message,
    fixes: () =>
      meant === undefined
        ? isMisplaced
          ? moveFix(document, [...path, key])
          : removeFieldFix(document, [...path, key])
        : replaceFix(`Change to ${meant}`, keyRange, meant),
  };
}

/** Moves a key to those of the whole manifest, where there are any yet; not out of an environment, which may mean it. */
function moveFix(document: ManifestDocument, path: ManifestPath): readonly Fix[] {
  const key = String(path.at(-1));
  return path[0] === 'env' ? [] : fixOf(`Move ${key} to the top level`, moveValue(document, path, [key]));
}

function candidates(fields: readonly BindingField[]): readonly string[] {
  return fields.filter(({ deprecated }) => deprecated === undefined).map(({ name }) => name);
}

/** Keys that no Wrangler knows, that hold what a kind of binding holds, and that are nearly called like it. */
function misspeltKinds({ document, kinds }: ManifestInput): RuleFinding[] {
  const first = new Set(kinds.map(({ path }) => path[0] ?? ''));
  return scopesOf(document.root).flatMap(({ path }) => {
    const scope = nodeAt(document.root, path);
    return scope?.type !== 'object'
      ? []
      : scope.properties
          .filter(({ key }) => !first.has(key) && !otherKeys.has(key) && key !== 'env' && key !== 'previews')
          .flatMap((property) => misspelt(document, path, property, scope, kinds))
          .concat(scope.properties.flatMap((property) => misspeltInside(document, path, property, kinds)));
  });
}

function misspelt(
  document: ManifestDocument,
  path: readonly string[],
  { key, keyRange, value }: PropertyNode,
  scope: ObjectNode,
  kinds: readonly BindingKind[],
): RuleFinding[] {
  const present = new Set(scope.properties.map((property) => property.key));
  const fitting = kinds
    .filter(({ path }) => path.length === 1 && !present.has(path[0] ?? ''))
    .filter((kind) => {
      const item = kind.shape === 'list' && value.type === 'array' ? value.items[0] : value;
      return item?.type === 'object' && nodeAt(item, [kind.nameField])?.type === 'string';
    });
  const meant = nearestName(
    key,
    fitting.map(({ key: name }) => name),
  );
  return meant === undefined ? [] : [misspeltFinding(document, [...path, key], keyRange, meant)];
}

/** `[[queues.producer]]` */
function misspeltInside(
  document: ManifestDocument,
  path: readonly string[],
  { key: outer, value }: PropertyNode,
  kinds: readonly BindingKind[],
): RuleFinding[] {
  const inner = kinds.filter(({ path }) => path.length === 2 && path[0] === outer).map(({ path }) => path[1] ?? '');
  if (value.type !== 'object' || inner.length === 0 || value.properties.some(({ key }) => inner.includes(key))) {
    return [];
  }
  return value.properties.flatMap(({ key, keyRange, value: { type } }) => {
    const meant = type === 'array' ? nearestName(key, inner) : undefined;
    return meant === undefined ? [] : [misspeltFinding(document, [...path, outer, key], keyRange, meant)];
  });
}

function misspeltFinding(
  document: ManifestDocument,
  path: readonly string[],
  range: PropertyNode['keyRange'],
  meant: string,
): RuleFinding {
  return {
    range,
    message: `Wrangler knows no '${path.at(-1)}'. Did you mean '${meant}'?`,
    fixes: () => [
      {
        title: `Change to ${meant}`,
        isPreferred: true,
        // Each block of a list repeats the key.
        edits: manifestKeys(document)
          .filter((key) => key.path.length === path.length && key.path.every((part, i) => part === path[i]))
          .map((key) => ({ range: key.range, newText: meant })),
      },
    ],
  };
}
