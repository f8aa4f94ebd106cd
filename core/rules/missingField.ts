import { bindingsOf } from '../model/environments';
import { type BindingField, missingFields } from '../platform/kinds/kinds';
import { insertValue } from '../sources/edit';
import { startingValue } from '../sources/wrangler/fieldValues';
import { fixOf } from './fixes';
import type { ManifestInput } from './inputs';
import { called, headOf, type Table, tablesOf, wholeEntries } from './manifestEntries';
import type { Rule, RuleFinding } from './rule';

/** A field that its kind needs and that is not there. */
export const missingField: Rule<ManifestInput> = {
  code: 'missing-field',
  severity: 'error',

  check: (input) =>
    wholeEntries(input).flatMap((entry) =>
      tablesOf(entry).flatMap((table) => lackingFields(table).map((field) => finding(input, table, field))),
    ),
};

function lackingFields({ entry: { kind, path: entryPath }, path, node, fields }: Table): readonly BindingField[] {
  const present = new Set(node.properties.map(({ key }) => key));
  const needed = fields.flatMap(({ name, needs }) => (needs !== undefined && present.has(name) ? [needs] : []));
  const atLeastOne = kind.atLeastOne ?? [];
  const lacking =
    path.length === entryPath.length
      ? [
          ...missingFields(kind, Object.fromEntries([...present].map((name) => [name, true]))),
          ...(atLeastOne.some((name) => present.has(name)) ? [] : atLeastOne.slice(0, 1)),
        ]
      : fields.filter(({ required, name }) => required && !present.has(name)).map(({ name }) => name);
  const names = new Set([...lacking, ...needed.filter((name) => !present.has(name))]);
  return fields.filter(({ name }) => names.has(name));
}

function finding(input: ManifestInput, { entry, path, node }: Table, field: BindingField): RuleFinding {
  const { document } = input;
  const inner = path.slice(entry.path.length);
  const range = inner.length === 0 ? headOf(document, entry) : node.range;
  const where = inner.length === 0 ? called(entry) : `'${inner.join('.')}' of ${called(entry).replace(/^T/, 't')}`;
  const description = field.description.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
  return {
    range,
    message: `${where} needs '${field.name}': ${description}`,
    fixes() {
      const value =
        field.name === entry.kind.nameField ? freeName(input, entry.scope.environment) : startingValue(field);
      return fixOf(`Add ${field.name}`, insertValue(document, [...path, field.name], value), true);
    },
  };
}

function freeName({ model }: ManifestInput, environment: string | null): string {
  const taken = new Set(bindingsOf(model, environment).map(({ name }) => name));
  let name = 'MY_BINDING';
  for (let i = 2; taken.has(name); i++) {
    name = `MY_BINDING_${i}`;
  }
  return name;
}
