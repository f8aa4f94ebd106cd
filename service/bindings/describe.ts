import type { Binding } from '../../core/model/binding';
import {
  bullets,
  code,
  codeBlock,
  documentationLink,
  type Markdown,
  markdown,
  paragraphs,
  prose,
  text,
} from '../markdown';
import type { Manifest } from '../workspace/manifest';
import { nameOf } from '../workspace/paths';

/** The resource behind a binding: a bucket's, database's or queue's name. */
export function resourceOf({ kind, fields }: Binding): string | undefined {
  const value = kind.resourceField === undefined ? undefined : fields[kind.resourceField];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The same for a narrow place: of an id that means nothing to a reader, its first digits. */
export function shortResourceOf(binding: Binding): string | undefined {
  const resource = resourceOf(binding);
  return resource !== undefined && /^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(resource)
    ? `${resource.slice(0, 8)}…`
    : resource;
}

/** What a hover says of a binding. */
export function describeBinding(manifest: Manifest, declarations: readonly [Binding, ...Binding[]]): Markdown {
  const [{ name, kind }] = declarations;
  const environments = declarations.map((binding) => {
    const resource = resourceOf(binding);
    const environment = text(binding.environment ?? 'top level');
    return resource ? markdown`${environment}: ${code(resource)}` : environment;
  });
  const missing = manifest.model.environments.filter(
    (environment) => !kind.inheritable && !declarations.some((binding) => binding.environment === environment),
  );
  return paragraphs([
    codeBlock(`(binding) ${name}: ${kind.typeName}`, 'typescript'),
    markdown`${text(kind.label)} in ${text(nameOf(manifest.path))}`,
    bullets(environments),
    ...missing.map((environment) => markdown`Not declared in the environment ${code(environment)}.`),
    bullets(kind.limits.map((limit) => prose(limit))),
    documentationLink(kind.documentation),
  ]);
}
