import { limitSentences } from '../limits';
import type { BindingField, BindingKind, FieldType } from './kind';

/** A row of the table, without what follows from the rest. */
interface Row {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly typeName: string;
  readonly icon: string;
  readonly words?: readonly string[];
  /** The path below https://developers.cloudflare.com/. */
  readonly page: string;
  readonly members: readonly string[];
  readonly simulation: BindingKind['simulation'];
  readonly fields: readonly FieldRow[];
  readonly resourceField?: string;
  readonly nameField?: string;
  readonly nameIsOptional?: boolean;
  /** Fields of which exactly one is required. */
  readonly oneOf?: readonly string[];
  readonly atLeastOne?: readonly string[];
  readonly exclusive?: readonly string[];
  readonly olderForm?: 'string';
  readonly openEnded?: boolean;
  readonly inheritable?: boolean;
}

type FieldRow = BindingField;

/** A kind with many entries. */
export function list(row: Row): BindingKind {
  return kind(row, 'list');
}

/** A kind with a single entry. */
export function single(row: Row): BindingKind {
  return kind(row, 'single');
}

function kind(row: Row, shape: BindingKind['shape']): BindingKind {
  const { page, oneOf, nameIsOptional = false, words = [], openEnded = false, inheritable = false } = row;
  const nameField = row.nameField ?? 'binding';
  const name: BindingField = {
    name: nameField,
    type: 'string',
    description: 'The name that code reads this binding by.',
    prompt: `Name of the ${row.label} in code`,
    placeholder: 'MY_BINDING',
  };
  const always = [
    ...(nameIsOptional ? [] : [nameField]),
    ...row.fields.filter((each) => each.required).map((each) => each.name),
  ];
  const required = oneOf ? oneOf.map((each) => [...always, each]) : [always];
  const exclusive = row.exclusive ?? oneOf;
  const hasRemote = row.fields.some((each) => each.name === remote.name);
  const fields = [name, ...row.fields.map(({ required: _, ...field }) => field), ...(hasRemote ? [formerRemote] : [])];
  const current = fields.filter((each) => each.deprecated === undefined).map((each) => each.name);
  return {
    key: row.key,
    path: row.key.split('.'),
    shape,
    nameField,
    required,
    optional: current.filter((each) => !required.some((names) => names.includes(each))),
    fields,
    ...(row.atLeastOne ? { atLeastOne: row.atLeastOne } : {}),
    ...(exclusive ? { exclusive } : {}),
    openEnded,
    ...(row.resourceField === undefined ? {} : { resourceField: row.resourceField }),
    typeName: row.typeName,
    members: row.members,
    label: row.label,
    detail: row.detail,
    words,
    icon: row.icon,
    documentation: `https://developers.cloudflare.com/${page}`,
    limits: limitSentences(row.key),
    simulation: row.simulation,
    inheritable,
    ...(row.olderForm ? { olderForm: row.olderForm } : {}),
  };
}

type More = Omit<FieldRow, 'name' | 'type' | 'description'>;

/** A field that may be left out. */
export function optional(name: string, type: FieldType, description: string, more: More = {}): FieldRow {
  return { name, type, description, ...more };
}

/** A string that must be there, with what a wizard asks for it. */
export function required(name: string, description: string, prompt: string, more: More = {}): FieldRow {
  return { name, type: 'string', description, required: true, prompt, ...more };
}

/** A field that Wrangler once knew, with what replaces it. */
export function formerly(name: string, type: FieldType, deprecated: string): FieldRow {
  return { name, type, description: 'No longer read by Wrangler.', deprecated };
}

const formerRemote: FieldRow = {
  ...formerly('experimental_remote', 'boolean', 'Write `remote`: the name that it has now.'),
  replacement: 'remote',
};

/** Most kinds can use the real resource while developing. */
export const remote = optional(
  'remote',
  'boolean',
  'Whether `wrangler dev` uses the real resource instead of a local stand-in.',
);
