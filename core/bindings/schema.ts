import { type BindingKind, type FieldType, kindByKey } from './kinds';
import { list, optional, single } from './kinds/row';

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

interface Found {
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
 * Kinds of binding that Wrangler's own schema (its `config-schema.json`, parsed) has and our table has not: newer ones.
 * Anything that is no such schema gives none.
 */
export function kindsFromSchema(schema: unknown): BindingKind[] {
  const definitions = (isObject(schema) && isObject(schema.definitions) ? schema.definitions : {}) as Definitions;
  const resolve = (each: Schema | undefined): Schema | undefined => {
    const name = each?.$ref?.replace('#/definitions/', '');
    const target = name === undefined ? each : definitions[name];
    return isObject(target) ? target : undefined;
  };
  const properties = Object.entries(propertiesOf(resolve(definitions.RawEnvironment)));
  return properties
    .flatMap(([key, each]) => findBindings(key, each, resolve))
    .filter(({ key }) => kindByKey(key) === undefined)
    .map((found) => newKind(found, resolve));
}

type Definitions = Readonly<Record<string, Schema>>;
type Resolve = (schema: Schema | undefined) => Schema | undefined;

/** A property of an environment as a kind: its own shape says whether it is one, by the field that names the binding. */
function findBindings(key: string, reference: Schema, resolve: Resolve): Found[] {
  const schema = resolve(reference);
  const description = reference?.description ?? schema?.description;
  const found = (shape: Found['shape'], nameField: string, entry: Schema | undefined, path = key): Found[] =>
    entry && nameField in propertiesOf(entry) ? [{ key: path, shape, nameField, schema: entry, description }] : [];
  const item = resolve(schema?.items);
  const nested = resolve(propertiesOf(schema).bindings);
  return [
    ...found('list', 'binding', resolve(item?.anyOf?.[0]) ?? item),
    ...found('single', 'binding', schema),
    ...found('list', 'name', resolve(nested?.items), `${key}.bindings`),
  ];
}

function newKind({ key, shape, nameField, schema, description }: Found, resolve: Resolve): BindingKind {
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
    nameIsOptional: !(schema.required ?? []).includes(nameField),
    fields: fields.map(([name, reference]) => {
      const field = resolve(reference);
      const isRequired = (schema.required ?? []).includes(name);
      return {
        ...optional(name, fieldTypes[field?.type ?? ''] ?? 'any', firstSentence(field?.description) ?? ''),
        ...(field?.enum ? { values: field.enum } : {}),
        ...(isRequired ? { required: true as const, prompt: `${name} of the ${label}` } : {}),
      };
    }),
  } as const;
  return shape === 'list' ? list(row) : single(row);
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
