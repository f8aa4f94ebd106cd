import type { TextRange } from '../text';
import type { Binding, ManifestModel } from './binding';

/** Generated TypeScript, and which stretch of it stands for which stretch of the manifest. */
export interface Declarations {
  readonly text: string;
  readonly mappings: readonly { readonly generated: TextRange; readonly manifest: TextRange }[];
}

/**
 * Kinds that code is checked with more loosely than Cloudflare's types say: what another Worker or a Durable Object
 * offers beside `fetch` is not known here.
 */
const looseTypes: Readonly<Record<string, string>> = {
  services: 'Fetcher & { [method: string]: any }',
  'durable_objects.bindings': 'DurableObjectNamespace<any>',
};

/** The type of a property of `params.infra`, from everything that a manifest declares by its name; `any` if that differs. */
export function typeOfBinding([first, ...others]: readonly [
  Pick<Binding, 'kind'>,
  ...Pick<Binding, 'kind'>[],
]): string {
  const isOne = others.every(({ kind }) => kind.typeName === first.kind.typeName);
  return isOne ? (looseTypes[first.kind.key] ?? first.kind.typeName) : 'any';
}

/** What a manifest declares by each name, in its order: the top level's first. */
export function bindingsByName({ bindings }: ManifestModel): ReadonlyMap<string, readonly [Binding, ...Binding[]]> {
  const byName = new Map<string, [Binding, ...Binding[]]>();
  for (const binding of bindings) {
    const others = byName.get(binding.name);
    if (others) {
      others.push(binding);
    } else {
      byName.set(binding.name, [binding]);
    }
  }
  return byName;
}

/**
 * The type of `params.infra`: one property for each name that any environment declares. A name that is of different
 * kinds in different environments is `any`.
 */
export function infraDeclarations(model: ManifestModel): Declarations {
  const mappings: { generated: TextRange; manifest: TextRange }[] = [];
  let text = 'interface EdgeTagInfra {\n';
  for (const [name, bindings] of bindingsByName(model)) {
    text += '  ';
    const start = text.length;
    text += JSON.stringify(name);
    mappings.push({ generated: { start, end: text.length }, manifest: bindings[0].nameRange });
    text += `: ${typeOfBinding(bindings)};\n`;
  }
  return { text: `${text}}\n`, mappings };
}
