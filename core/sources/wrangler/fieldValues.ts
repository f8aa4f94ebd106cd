import type { BindingField, BindingKind } from '../../platform/kinds/kinds';
import type { ManifestValue } from '../editor';

/** A value for a field to start from: what a placeholder shows, or the least of its type. */
export function startingValue({ type, values, placeholder, fields }: BindingField): ManifestValue {
  const [first] = values ?? [];
  switch (type) {
    case 'number':
      return Number(placeholder ?? first ?? 0);
    case 'boolean':
      return first === undefined ? true : first === true;
    case 'strings':
      return placeholder === undefined ? [] : [placeholder];
    case 'object':
      return Object.fromEntries(
        (fields ?? []).filter(({ required }) => required).map((each) => [each.name, startingValue(each)]),
      );
    default:
      return placeholder ?? (first === undefined ? '' : String(first));
  }
}

/** The fields that a new entry has: the name, what is required, and what a wizard would ask for. */
export function fieldsToWrite({ fields, required, nameField }: BindingKind): readonly BindingField[] {
  const [first = []] = required;
  const others = new Set(required.slice(1).flat());
  return fields.filter(
    ({ name, prompt }) => name === nameField || first.includes(name) || (prompt !== undefined && !others.has(name)),
  );
}

/** A value for each field that a new entry has, but for its name. */
export function startingFields(kind: BindingKind): Readonly<Record<string, ManifestValue>> {
  const fields = fieldsToWrite(kind).filter(({ name }) => name !== kind.nameField);
  return Object.fromEntries(fields.map((field) => [field.name, startingValue(field)]));
}
