import type { Binding, ManifestModel, Variable } from '../../core/model/binding';
import { manifestKeys } from '../../core/sources/keys';
import type { TextRange } from '../../core/text';
import type { DocumentSymbol } from '../answers';
import { resourceOf } from '../bindings/describe';
import type { Manifest } from '../workspace/manifest';

/** The outline of a manifest: environment → kind → binding; what the top level has stands beside its environments. */
export function manifestSymbols({ document, model }: Manifest): readonly DocumentSymbol[] {
  const nameRanges = new Map(
    [...(document ? manifestKeys(document) : [])]
      .filter(({ path }) => path[0] === 'env' && path.length === 2)
      .reverse()
      .map(({ path, range }) => [path[1], range]),
  );
  const environments = model.environments.flatMap((name): DocumentSymbol[] => {
    const nameRange = nameRanges.get(name);
    return nameRange ? [group(name, 'module', 'environment', symbolsIn(model, name), nameRange)] : [];
  });
  return inOrder([...symbolsIn(model, null), ...environments]);
}

function symbolsIn({ bindings, previews = [], variables }: ManifestModel, environment: string | null) {
  const isHere = (each: Binding | Variable) => each.environment === environment;
  const ofKinds = kindsOf(bindings.filter(isHere));
  const ofPreviews = kindsOf(previews.filter(isHere));
  const named = (secret: boolean) => variables.filter((each) => isHere(each) && each.secret === secret).map(variable);
  return inOrder([
    ...ofKinds,
    ...(ofPreviews.length > 0 ? [group('previews', 'module', undefined, ofPreviews)] : []),
    ...[named(false), named(true)].flatMap((children, i) =>
      children.length > 0 ? [group(i === 0 ? 'vars' : 'secrets', 'property', undefined, children)] : [],
    ),
  ]);
}

function kindsOf(bindings: readonly Binding[]): DocumentSymbol[] {
  const byKind = new Map<string, Binding[]>();
  for (const binding of bindings) {
    byKind.set(binding.kind.label, [...(byKind.get(binding.kind.label) ?? []), binding]);
  }
  return [...byKind].map(([label, found]) => group(found[0]?.kind.key ?? label, 'property', label, found.map(symbol)));
}

function symbol(binding: Binding): DocumentSymbol {
  const { name, kind, range, nameRange } = binding;
  const resource = resourceOf(binding);
  return { name, detail: resource ?? kind.label, kind: 'binding', range, nameRange, children: [] };
}

function variable({ name, nameRange }: Variable): DocumentSymbol {
  return { name, kind: 'variable', range: nameRange, nameRange, children: [] };
}

/** A symbol around others; editors want its name to lie in its range. */
function group(
  name: string,
  kind: DocumentSymbol['kind'],
  detail: string | undefined,
  children: readonly DocumentSymbol[],
  nameRange: TextRange = children[0]?.nameRange ?? { start: 0, end: 0 },
): DocumentSymbol {
  const ranges = [nameRange, ...children.map(({ range }) => range)];
  const range = {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
  return { name, ...(detail === undefined ? {} : { detail }), kind, range, nameRange, children: inOrder(children) };
}

const inOrder = (symbols: readonly DocumentSymbol[]): DocumentSymbol[] =>
  [...symbols].sort((a, b) => a.range.start - b.range.start);
