import type { BindingField, BindingKind } from '../../core/bindings/kinds';

const ofFields = new WeakMap<BindingField, string>();
const ofKinds = new WeakMap<BindingKind, string>();

/** What is said of a field, in Markdown. */
export function fieldMarkdown(field: BindingField, kind: BindingKind): string {
  const known = ofFields.get(field) ?? describeField(field, kind);
  ofFields.set(field, known);
  return known;
}

/** What is said of a kind, in Markdown. */
export function kindMarkdown(kind: BindingKind): string {
  const known = ofKinds.get(kind) ?? describeKind(kind);
  ofKinds.set(kind, known);
  return known;
}

function describeField(field: BindingField, kind: BindingKind): string {
  const isRequired = kind.required.some((names) => names.includes(field.name)) || field.required === true;
  const values = field.values?.map((value) => `\`${String(value)}\``).join(', ');
  return [
    `\`\`\`\n${field.name}: ${field.type === 'strings' ? 'list of strings' : field.type}${isRequired ? ' (required)' : ''}\n\`\`\``,
    ...(field.deprecated === undefined ? [field.description] : [`Deprecated. ${field.deprecated}`]),
    ...(values === undefined ? [] : [`One of ${values}.`]),
    ...(field.pattern ? [`It has ${field.pattern.text}.`] : []),
    `[Documentation](${kind.documentation})`,
  ].join('\n\n');
}

function describeKind(kind: BindingKind): string {
  return [
    `**${kind.label.charAt(0).toUpperCase()}${kind.label.slice(1)}** – ${kind.detail}`,
    `Code reads it as \`${kind.typeName}\`.`,
    ...(kind.limits.length > 0 ? [kind.limits.map(({ text }) => `- ${text}`).join('\n')] : []),
    ...(kind.inheritable ? [] : ['Environments do not inherit it: declare it in each.']),
    `[Documentation](${kind.documentation})`,
  ].join('\n\n');
}
