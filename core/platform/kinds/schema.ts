import { type BindingField, type BindingKind, bindingKinds, type FieldType, kindByKey } from './kinds';
import { list, optional, single } from './row';

/** What is read of a JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
}

/** A property of the schema that declares bindings. */
interface SchemaBinding {
  readonly key: string;
  readonly shape: 'list' | 'single';
  readonly nameField: string;
  readonly schema: Schema;
  readonly description: string | undefined;
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  object: 'object',
};

/**
 * The kinds of binding that a project's Wrangler knows, by its own schema (its `config-schema.json`, parsed): our table,
 * with the fields and values that are newer, and the kinds that are; the table itself where there are none, or no schema.
 */
export function kindsFromSchema(schema: unknown): readonly BindingKind[] {
  const definitions = (isObject(schema) && isObject(schema.definitions) ? schema.definitions : {}) as Definitions;
  const resolve = (each: Schema | undefined): Schema | undefined => {
    const name = each?.$ref?.replace('#/definitions/', '');
    const target = name === undefined ? each : definitions[decoded(name)];
    return isObject(target) ? target : undefined;
  };
  const properties = Object.entries(propertiesOf(resolve(definitions.RawEnvironment)));
  const found = properties.flatMap(([key, each]) => findBindings(key, each, resolve));
  const byKey = new Map(found.map((each) => [each.key, each]));
  const known = bindingKinds.map((kind) => withNewFields(kind, byKey.get(kind.key)?.schema, resolve));
  const added = found.filter(({ key }) => kindByKey(key) === undefined).map((each) => newKind(each, resolve));
  const isSame = added.length === 0 && known.every((kind, i) => kind === bindingKinds[i]);
  return isSame ? bindingKinds : [...known, ...added];
}

/** A kind of our table with what the schema knows beyond it. */
function withNewFields(kind: BindingKind, schema: Schema | undefined, resolve: Resolve): BindingKind {
  const fields = mergedFields(kind.fields, schema, resolve);
  const added = fields.slice(kind.fields.length).map(({ name }) => name);
  return fields === kind.fields ? kind : { ...kind, fields, optional: [...kind.optional, ...added] };
}

/** Fields with those that only the schema has, and with the values that only it allows; the same array when it has none. */
function mergedFields(
  fields: readonly BindingField[],
  schema: Schema | undefined,
  resolve: Resolve,
): readonly BindingField[] {
  const properties = Object.entries(propertiesOf(schema));
  const known = fields.map((field) => {
    const property = resolve(propertiesOf(schema)[field.name]);
    const values = field.values && newValues(field.values, property?.enum);
    const inner = field.fields && mergedFields(field.fields, property, resolve);
    const type = property && field.type !== 'strings' ? (fieldTypes[property.type ?? ''] ?? 'any') : field.type;
    const isSame = values === field.values && inner === field.fields && (type === field.type || field.type === 'any');
    return isSame ? field : { ...field, type, ...(values ? { values } : {}), ...(inner ? { fields: inner } : {}) };
  });
  const names = new Set(fields.map(({ name }) => name));
  const added = properties.filter(([name]) => !names.has(name)).map(([name, each]) => fieldOf(name, resolve(each)));
  const isSame = added.length === 0 && known.every((field, i) => field === fields[i]);
  return isSame ? fields : [...known, ...added];
}

function newValues(known: BindingField['values'] & {}, found: unknown): BindingField['values'] {
  const added = Array.isArray(found) ? found.filter((value) => !known.includes(value)) : [];
  return added.length > 0 ? [...known, ...added] : known;
}

function fieldOf(name: string, schema: Schema | undefined): BindingField {
  const values = Array.isArray(schema?.enum) ? { values: schema.enum } : {};
  return {
    ...optional(name, fieldTypes[schema?.type ?? ''] ?? 'any', firstSentence(schema?.description) ?? ''),
    ...values,
  };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

type Definitions = Readonly<Record<string, Schema>>;
type Resolve = (schema: Schema | undefined) => Schema | undefined;

/** A property of an environment as a kind: its own shape says whether it is one, by the field that names the binding. */
function findBindings(key: string, reference: Schema, resolve: Resolve): SchemaBinding[] {
  const schema = resolve(reference);
  const description = reference?.description ?? schema?.description;
  const found = (
    shape: SchemaBinding['shape'],
    nameField: string,
    entry: Schema | undefined,
    path = key,
  ): SchemaBinding[] =>
    entry && nameField in propertiesOf(entry) ? [{ key: path, shape, nameField, schema: entry, description }] : [];
  const item = resolve(schema?.items);
  const entry = Array.isArray(item?.anyOf) ? everyAlternative(item.anyOf, resolve) : item;
  const nested = resolve(propertiesOf(schema).bindings);
  const producers = resolve(propertiesOf(schema).producers);
  return [
    ...found('list', 'binding', entry),
    ...(kindByKey(key)?.nameField === 'name' ? found('list', 'name', entry) : []),
    ...found('single', 'binding', schema),
    ...found('list', 'name', resolve(nested?.items), `${key}.bindings`),
    ...found('list', 'binding', resolve(producers?.items), `${key}.producers`),
  ];
}

/** One entry with the properties of all alternatives; what all of them require is required. */
function everyAlternative(alternatives: readonly Schema[], resolve: Resolve): Schema {
  const all = alternatives.flatMap((each) => resolve(each) ?? []);
  return {
    properties: Object.assign({}, ...all.map(propertiesOf)),
    required: (all[0] ? requiredOf(all[0]) : []).filter((name) => all.every((each) => requiredOf(each).includes(name))),
  };
}

function newKind({ key, shape, nameField, schema, description }: SchemaBinding, resolve: Resolve): BindingKind {
  const fields = Object.entries(propertiesOf(schema)).filter(([name]) => name !== nameField);
  const label = key.replace(/\.bindings$/, '').replaceAll(/[._]/g, ' ');
  const row = {
    key,
    label,
    detail: firstSentence(description) ?? `Known to this project’s Wrangler as ${key}`,
    typeName: 'any',
    icon: 'extensions',
    page: 'workers/wrangler/configuration/',
    members: [],
    simulation: 'records',
    nameField,
    nameIsOptional: !requiredOf(schema).includes(nameField),
    fields: fields.map(([name, reference]) => ({
      ...fieldOf(name, resolve(reference)),
      ...(requiredOf(schema).includes(name) ? { required: true as const, prompt: `${name} of the ${label}` } : {}),
    })),
  } as const;
  return shape === 'list' ? list(row) : single(row);
}

function requiredOf({ required }: Schema): readonly string[] {
  return Array.isArray(required) ? required : [];
}

function propertiesOf(schema: Schema | undefined): Readonly<Record<string, Schema>> {
  return isObject(schema?.properties) ? schema.properties : {};
}

function firstSentence(text: string | undefined): string | undefined {
  return typeof text === 'string' ? text.split(/\n|(?<=\.)\s/)[0] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
