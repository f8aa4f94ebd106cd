import { manifestKeys } from '../../core/sources/keys';
import { otherKeys } from '../../core/sources/wrangler/otherKeys';
import { placeAt } from '../../core/sources/wrangler/place';
import type { TextRange } from '../../core/text';
import type { Hover } from '../answers';
import { describeBinding } from '../bindings/describe';
import { code, enumeration, type Markdown, markdown, paragraphs, prose, text } from '../markdown';
import type { Manifest } from '../workspace/manifest';
import { fieldMarkdown, kindMarkdown } from './markdown';

/** What is known of the kind, field, environment or binding at an offset of a manifest. */
export function manifestHover(manifest: Manifest, offset: number): Hover | undefined {
  const { document, model } = manifest;
  if (!document) {
    return undefined;
  }
  const isHere = ({ start, end }: TextRange) => start <= offset && offset <= end;
  const binding = [...model.bindings, ...(model.previews ?? [])].find(({ nameRange }) => isHere(nameRange));
  if (binding) {
    const declarations = manifest.bindingsByName.get(binding.name) ?? [binding];
    return { markdown: describeBinding(manifest, declarations), range: binding.nameRange };
  }
  const key = manifestKeys(document).find(({ range }) => isHere(range));
  const markdown = key && describeKey(manifest, key.path);
  return key && markdown !== undefined ? { markdown, range: key.range } : undefined;
}

function describeKey(manifest: Manifest, path: readonly string[]): Markdown | undefined {
  const { kinds } = manifest;
  const name = path.at(-1) ?? '';
  const place = placeAt(path.slice(0, -1), kinds);
  switch (place?.type) {
    case 'environments':
      return describeEnvironment(manifest, name);
    case 'fields': {
      const field = place.fields.find((each) => each.name === name);
      return field && fieldMarkdown(field, place.kind);
    }
    case 'scope':
    case 'group': {
      const depth = place.type === 'group' ? place.depth : 0;
      const found = (place.type === 'group' ? place.kinds : kinds).filter((kind) => kind.path[depth] === name);
      const other = otherKeys.get(name);
      return found.length > 0 ? paragraphs(found.map(kindMarkdown)) : other && prose(other.description);
    }
    default:
      return undefined;
  }
}

function describeEnvironment({ model }: Manifest, name: string): Markdown {
  const own = model.bindings.filter(({ environment }) => environment === name);
  const names = new Set(own.map((binding) => binding.name));
  const topLevel = model.bindings.filter(({ environment, kind }) => environment === null && !kind.inheritable);
  const lacking = topLevel.filter((binding) => !names.has(binding.name)).map((binding) => binding.name);
  const codes = (each: readonly string[]) => enumeration(each.map(code));
  return paragraphs([
    markdown`**Environment ${text(name)}**`,
    own.length === 0 ? markdown`Declares no bindings.` : markdown`Declares ${codes([...names])}.`,
    ...(lacking.length > 0 ? [markdown`The top level also declares ${codes(lacking)}: not inherited.`] : []),
  ]);
}
