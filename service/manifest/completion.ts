import type { BindingField, BindingKind } from '../../core/platform/kinds/kinds';
import type { HeaderCursor, KeyCursor, ManifestCursor, ValueCursor } from '../../core/sources/cursor';
import { type ManifestDocument, nodeAt } from '../../core/sources/document';
import type { Reading } from '../../core/sources/source';
import { environmentPath, type Scope } from '../../core/sources/wrangler/entries';
import { startingValue } from '../../core/sources/wrangler/fieldValues';
import { type OtherKey, otherKeys, otherTables } from '../../core/sources/wrangler/otherKeys';
import { type ManifestPlace, placeAt } from '../../core/sources/wrangler/place';
import { plainText, snippetText, type TableWriter, type Template, type Writer } from '../../core/sources/writer';
import type { TextRange } from '../../core/text';
import type { Completion, CompletionList } from '../answers';
import { code, type Markdown, markdown, text as plain, prose } from '../markdown';
import { fieldMarkdown, kindMarkdown } from './markdown';

/** A manifest and what its completions need to know of the code. */
export interface CompletedManifest {
  readonly reading: Reading;
  readonly kinds: readonly BindingKind[];
  /** Names that code uses and that a scope does not declare. */
  undeclared(scope: Scope): readonly string[];
}

/** The same, and how to write in it at the cursor. */
interface Session extends CompletedManifest {
  readonly document: ManifestDocument;
  readonly environments: readonly string[];
  readonly isPages: boolean;
  readonly writer: Writer;
}

/** Tables, keys and values that can stand at an offset of a manifest. */
export function manifestCompletion(manifest: CompletedManifest, offset: number): CompletionList {
  const { reading } = manifest;
  const { document, model } = reading;
  const cursor = reading.cursorAt?.(offset);
  const writer = cursor && reading.writerAt?.(offset);
  const { environments, isPages = false } = model;
  return {
    isIncomplete: false,
    range: { start: offset, end: offset },
    items: writer ? itemsAt({ ...manifest, document, environments, isPages, writer }, cursor) : [],
  };
}

function itemsAt(manifest: Session, cursor: ManifestCursor): readonly Completion[] {
  switch (cursor.at) {
    case 'header':
      return headersAt(manifest, cursor);
    case 'key':
      return keys(manifest, cursor);
    case 'value':
      return values(manifest, cursor);
  }
}

type Details = Pick<Completion, 'label' | 'kind'> &
  Partial<Pick<Completion, 'detail' | 'documentation' | 'deprecated'>>;

/** A completion that writes a template in the place of what is typed. */
function item(
  { document: { text } }: Session,
  range: TextRange,
  template: Template,
  details: Details,
  order: number,
  filter = details.label,
): Completion {
  // Editors compare with all that is replaced: an opening quote or bracket too.
  const typed = /^["'[\s]*/.exec(text.slice(range.start, range.end))?.[0] ?? '';
  const newText = plainText(template);
  const snippet = snippetText(template);
  return {
    ...details,
    sortText: String(order).padStart(4, '0'),
    filterText: typed + filter,
    edit: { range, newText },
    ...(template.some((part) => typeof part !== 'string') ? { snippet } : {}),
  };
}

function headersAt(manifest: Session, cursor: HeaderCursor): readonly Completion[] {
  const { tables } = manifest.writer;
  return tables ? [...headers(manifest, tables, cursor), ...otherHeaders(manifest, tables, cursor)] : [];
}

/** Whole headers: of kinds, of variables and of environments. */
function headers(
  manifest: Session,
  tables: TableWriter,
  { range, hasBody }: Pick<HeaderCursor, 'range' | 'hasBody'>,
): Completion[] {
  const { kinds, environments, isPages } = manifest;
  const scopes = [null, ...environments].map(
    (environment): Scope => ({
      environment,
      isPreview: false,
      path: environment === null ? [] : ['env', environment],
    }),
  );
  let order = 0;
  return scopes.flatMap((scope) => {
    const name = nameFor(manifest, scope);
    const ofKinds = kinds
      .filter((kind) => canHaveBlock(tables, scope, kind))
      .map((kind) => {
        const header = tables.header([...scope.path, ...kind.path], kind.shape === 'list');
        const template = hasBody ? [header] : tables.block(scope, kind, name);
        return item(manifest, range, template, { ...detailsOf(kind), label: withoutBrackets(header) }, order++);
      });
    const own = [...scope.path, 'vars'];
    const others: (readonly [readonly string[], Markdown])[] = [
      [own, prose(otherKeys.get('vars')?.description ?? '')],
      ...(scope.environment === null
        ? []
        : [[scope.path, markdown`The environment ${plain(scope.environment)}.`] as const]),
    ];
    const ofTables = others
      .filter(([path]) => !tables.isDeclared(path))
      .map(([path, documentation]) => {
        const header = tables.header(path, false);
        const details = { label: withoutBrackets(header), kind: 'module', documentation } as const;
        return item(manifest, range, [header], details, order++);
      });
    const newEnvironments =
      scope.environment === null
        ? usualEnvironments(isPages)
            .filter((each) => !environments.includes(each))
            .map((each) => {
              const documentation = markdown`A new environment.`;
              const details = { label: `env.${each}`, kind: 'module', documentation } as const;
              return item(manifest, range, [tables.header(['env', each], false)], details, 9000 + order++);
            })
        : [];
    return [...ofKinds, ...ofTables, ...newEnvironments];
  });
}

/** Headers of what is no binding: `[observability]`, `[[migrations]]`. */
function otherHeaders(manifest: Session, tables: TableWriter, { range }: Pick<HeaderCursor, 'range'>): Completion[] {
  const { environments } = manifest;
  const scopes = [null, ...environments].map((environment) => ({ environment, path: environmentPath(environment) }));
  return scopes
    .flatMap(({ environment, path }) =>
      [...otherTables]
        .filter(([, { topLevelOnly }]) => environment === null || !topLevelOnly)
        .map(([key, { type, description }]) => ({ path: [...path, ...key.split('.')], type, description })),
    )
    .filter(({ path, type }) => tables.canBegin(path, type === 'list'))
    .map(({ path, type, description }, order) => {
      const header = tables.header(path, type === 'list');
      const documentation = prose(description);
      const details = { label: withoutBrackets(header), kind: 'module', documentation } as const;
      return item(manifest, range, [header], details, 5000 + order);
    });
}

const withoutBrackets = (header: string) => header.replaceAll(/[[\]]/g, '');

const usualEnvironments = (isPages: boolean) => (isPages ? ['preview', 'production'] : ['staging', 'production']);

function detailsOf(kind: BindingKind): Pick<Completion, 'kind' | 'detail' | 'documentation'> {
  return { kind: 'binding', detail: kind.label, documentation: kindMarkdown(kind) };
}

/** Whether a block of a kind can be written: there is no other entry, or only blocks of a list. */
function canHaveBlock(tables: TableWriter, scope: Scope, kind: BindingKind): boolean {
  return tables.canBegin([...scope.path, ...kind.path], kind.shape === 'list');
}

/** A name for a new binding: one that code uses already, or one to type over. */
function nameFor(manifest: Session, scope: Scope): string {
  return manifest.undeclared(scope)[0] ?? 'MY_BINDING';
}

function keys(manifest: Session, cursor: KeyCursor): Completion[] {
  const place = placeAt(cursor.path, manifest.kinds);
  const inPlace = place ? keysIn(manifest, cursor, place) : [];
  // On a line of its own another table can begin, too.
  const tables = cursor.canBeginTable && !cursor.hasValue ? manifest.writer.tables : undefined;
  const blocks = tables ? headers(manifest, tables, { range: cursor.range, hasBody: false }) : [];
  const labels = new Set(inPlace.map(({ label }) => label));
  return [
    ...inPlace,
    ...blocks
      .filter(({ label }) => place?.type !== 'scope' || !labels.has(label))
      .map((each) => ({ ...each, sortText: `9${each.sortText}` })),
  ];
}

function keysIn(manifest: Session, cursor: KeyCursor, place: ManifestPlace): Completion[] {
  const declared = declaredIn(manifest.document, cursor);
  switch (place.type) {
    case 'scope':
      return scopeKeys(manifest, cursor, place.scope);
    case 'environments':
      return usualEnvironments(manifest.isPages)
        .filter((name) => !manifest.environments.includes(name))
        .map((name, order) =>
          keyItem(manifest, cursor, name, [{ proposal: '{}' }], { label: name, kind: 'module' }, order),
        );
    case 'group':
      return place.kinds
        .filter(({ path }) => !declared.has(path[place.depth] ?? ''))
        .map((kind, order) => {
          const label = kind.path[place.depth] ?? kind.key;
          return keyItem(
            manifest,
            cursor,
            label,
            kindValue(manifest, place.scope, kind),
            { ...detailsOf(kind), label },
            order,
          );
        });
    case 'fields':
      return place.fields
        .filter(({ name, deprecated }) => !declared.has(name) && deprecated === undefined)
        .map((field, order) => fieldItem(manifest, cursor, place.scope, place.kind, field, order));
  }
}

/** Kinds as keys with their values, and the keys that are no kinds. */
function scopeKeys(manifest: Session, cursor: KeyCursor, scope: Scope): Completion[] {
  const { document, kinds } = manifest;
  const declared = declaredIn(document, cursor);
  const tables = cursor.canBeginTable && !cursor.hasValue ? manifest.writer.tables : undefined;
  const ofKinds = kinds.flatMap((kind, order): Completion[] => {
    const label = kind.path[0] ?? kind.key;
    const details = { ...detailsOf(kind), label };
    // In TOML a block where a line can begin one.
    if (tables && canHaveBlock(tables, scope, kind)) {
      const template = tables.block(scope, kind, nameFor(manifest, scope));
      return [item(manifest, cursor.range, template, details, order, kind.key)];
    }
    return declared.has(label)
      ? []
      : [keyItem(manifest, cursor, label, nestedValue(manifest, scope, kind), details, order)];
  });
  const isOffered = (name: string, { isOld, topLevelOnly }: OtherKey) =>
    !isOld && !declared.has(name) && !scope.isPreview && (scope.environment === null || !topLevelOnly);
  const others = [...otherKeys]
    .filter(([name, key]) => isOffered(name, key))
    .map(([name, { type, description }], order) => {
      const value = startingValue({ name, type: type === 'list' ? 'strings' : type, description });
      const details = { label: name, kind: 'property', documentation: prose(description) } as const;
      return keyItem(manifest, cursor, name, manifest.writer.value(value), details, 500 + order);
    });
  return [...ofKinds, ...others];
}

/** The keys of the table that the cursor is in, those that headers declare too, but for the one at the cursor. */
function declaredIn({ root, text }: ManifestDocument, { path, range, present }: KeyCursor): ReadonlySet<string> {
  const table = nodeAt(root, path);
  const own = text.slice(range.start, range.end).replaceAll(/["']/g, '');
  const names = table?.type === 'object' ? table.properties.map(({ key }) => key) : [];
  return new Set([...present, ...names.filter((name) => name !== own)]);
}

/** A kind as the value of the last key of its path: an entry, or a list of one. */
function kindValue(manifest: Session, scope: Scope, kind: BindingKind): Template {
  const entry = manifest.writer.entry(kind, nameFor(manifest, scope));
  return kind.shape === 'list' ? manifest.writer.list(entry) : entry;
}

/** The same from the first key of its path on. */
function nestedValue(manifest: Session, scope: Scope, kind: BindingKind): Template {
  return kind.path
    .slice(1)
    .reduceRight<Template>(
      (inner, key) => ['{ ', ...manifest.writer.pair(key, inner), ' }'],
      kindValue(manifest, scope, kind),
    );
}

/** A key, with a value unless one follows already. */
function keyItem(
  manifest: Session,
  cursor: KeyCursor,
  key: string,
  value: Template,
  details: Details,
  order: number,
): Completion {
  const { writer } = manifest;
  const written: Template = cursor.hasValue
    ? [writer.key(key)]
    : [...writer.pair(key, value), cursor.needsComma ? writer.separator : ''];
  return item(manifest, cursor.range, written, details, order);
}

function fieldItem(
  manifest: Session,
  cursor: KeyCursor,
  scope: Scope,
  kind: BindingKind,
  field: BindingField,
  order: number,
): Completion {
  const { name } = field;
  const value = name === kind.nameField ? nameFor(manifest, scope) : startingValue(field);
  const isRequired = kind.required.some((names) => names.includes(name)) || field.required === true;
  const details = {
    label: name,
    kind: 'field',
    ...(isRequired ? { detail: 'required' } : {}),
    documentation: fieldMarkdown(field, kind),
  } as const;
  return keyItem(manifest, cursor, name, manifest.writer.value(value), details, (isRequired ? 0 : 100) + order);
}

function values(manifest: Session, { path, range, needsComma }: ValueCursor): Completion[] {
  const { writer } = manifest;
  const key = path.at(-1);
  if (typeof key === 'number') {
    const place = placeAt(path, manifest.kinds);
    // An entry of a list of bindings.
    return place?.type === 'fields' && place.isEntry && place.kind.shape === 'list'
      ? [
          item(
            manifest,
            range,
            [...writer.entry(place.kind, nameFor(manifest, place.scope)), needsComma ? ', ' : ''],
            { ...detailsOf(place.kind), label: place.kind.label },
            0,
          ),
        ]
      : [];
  }
  const place = placeAt(path.slice(0, -1), manifest.kinds);
  if (place?.type !== 'fields' || key === undefined) {
    const whole = placeAt(path, manifest.kinds);
    // `kv_namespaces = |`
    return whole?.type === 'fields' && whole.isEntry
      ? [
          item(
            manifest,
            range,
            kindValue(manifest, whole.scope, whole.kind),
            { ...detailsOf(whole.kind), label: whole.kind.label },
            0,
          ),
        ]
      : [];
  }
  const field = place.fields.find(({ name }) => name === key);
  if (!field) {
    return [];
  }
  if (place.isEntry && key === place.kind.nameField) {
    return manifest.undeclared(place.scope).map((name, order) =>
      item(
        manifest,
        range,
        [plainText(writer.value(name))],
        {
          label: name,
          kind: 'binding',
          detail: 'used in code',
          documentation: markdown`Code uses ${code(name)}, and it is not declared here.`,
        },
        order,
      ),
    );
  }
  const choices = field.values ?? (field.type === 'boolean' ? [true, false] : []);
  return choices.map((value, order) =>
    item(
      manifest,
      range,
      [plainText(writer.value(value))],
      { label: String(value), kind: 'constant', documentation: prose(field.description) },
      order,
    ),
  );
}
