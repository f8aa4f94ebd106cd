import type { BindingField, BindingKind } from '../../core/platform/kinds/kinds';
import {
  bullets,
  code,
  codeBlock,
  documentationLink,
  enumeration,
  type Markdown,
  markdown,
  paragraphs,
  prose,
  text,
} from '../markdown';

/** What is said of a field. */
export function fieldMarkdown(field: BindingField, kind: BindingKind): Markdown {
  const isRequired = kind.required.some((names) => names.includes(field.name)) || field.required === true;
  const type = field.type === 'strings' ? 'list of strings' : field.type;
  const values = field.values && enumeration(field.values.map((value) => code(String(value))));
  return paragraphs([
    codeBlock(`${field.name}: ${type}${isRequired ? ' (required)' : ''}`),
    field.deprecated === undefined ? prose(field.description) : markdown`Deprecated. ${prose(field.deprecated)}`,
    ...(values === undefined ? [] : [markdown`One of ${values}.`]),
    ...(field.pattern ? [markdown`It has ${prose(field.pattern.text)}.`] : []),
    documentationLink(kind.documentation),
  ]);
}

/** What is said of a kind. */
export function kindMarkdown(kind: BindingKind): Markdown {
  return paragraphs([
    markdown`**${text(`${kind.label.charAt(0).toUpperCase()}${kind.label.slice(1)}`)}** – ${prose(kind.detail)}`,
    markdown`Code reads it as ${code(kind.typeName)}.`,
    bullets(kind.limits.map((limit) => prose(limit))),
    ...(kind.inheritable ? [] : [markdown`Environments do not inherit it: declare it in each.`]),
    documentationLink(kind.documentation),
  ]);
}
