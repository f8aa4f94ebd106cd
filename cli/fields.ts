import type { BindingKind } from '../core/platform/kinds/kinds';
import type { Refused } from '../core/refused';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of `--set field=value` and `--set simple.limit=10`: values by their field's type; objects and lists as
 * JSON. Refused where the kind has no such field, or the value has another type.
 */
export function readFields(kind: BindingKind, settings: readonly string[]): Fields | Refused {
  const fields: Record<string, unknown> = {};
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const [field = '', ...inner] = setting.slice(0, equals).split('.');
    if (equals <= 0) {
      return { refused: `--set takes field=value, not '${setting}'.` };
    }
    const known = kind.fields.find((each) => each.name === field);
    if (!known && !kind.openEnded) {
      const names = kind.fields.map((each) => each.name).join(', ');
      return { refused: `A ${kind.label} has no field '${field}'. Its fields are ${names}.` };
    }
    const text = setting.slice(equals + 1);
    const [property] = inner;
    if (property === undefined) {
      const value = readValue(field, known?.type ?? 'any', text);
      if ('refused' in value) {
        return value;
      }
      fields[field] = value.value;
    } else {
      const object = fields[field];
      fields[field] = { ...(object !== null && typeof object === 'object' ? object : {}), [property]: readAny(text) };
    }
  }
  return fields;
}

function readValue(
  field: string,
  type: BindingKind['fields'][number]['type'],
  text: string,
): { readonly value: unknown } | Refused {
  if (type === 'string') {
    return { value: text };
  }
  const value = readAny(text);
  const actual = Array.isArray(value) ? 'strings' : typeof value;
  return type === 'any' || actual === type
    ? { value }
    : {
        refused: `The field '${field}' takes ${type === 'strings' ? 'a JSON list of strings' : `a ${type}`}, not '${text}'.`,
      };
}

/** Text that is JSON means its value, any other means itself. */
function readAny(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Refused where a binding of a kind lacks fields: with `--set`, they are to be had. */
export function requireFields(kind: BindingKind, fields: Fields): Refused | undefined {
  const missing = kind.required.map((names) => names.filter((name) => name !== kind.nameField && !(name in fields)));
  if (missing.some((names) => names.length === 0)) {
    return undefined;
  }
  const needed = missing.map((names) => names.map((name) => `'${name}'`).join(' and ')).join(', or ');
  const example = missing[0]?.map((name) => `--set ${name}=…`).join(' ');
  return { refused: `The ${kind.label} lacks ${needed}: add ${example}` };
}
