import { bindingKinds } from '../platform/kinds/kinds';
import { argumentOf } from './calls';
import type { Scopes } from './scopes';
import type { TokenList } from './tokenList';

/** The names of types that bindings have. */
const bindingTypes = new Set(['VectorizeIndex', 'Fetcher', ...bindingKinds.map(({ typeName }) => nameOf(typeName))]);

/** `Queue` of `Queue<Job>`. */
function nameOf(type: string): string {
  return type.replace(/<.*/s, '');
}

/** A function of a package that is handed a binding: its first argument, or a property of that. */
interface Adapter {
  readonly module: RegExp;
  readonly name: string;
  readonly property?: string;
}

/** Well-known functions that take a binding. Sources: the packages' own documentation on npmjs.com, 2026-06. */
const adapters: readonly Adapter[] = [
  { module: /^drizzle-orm\/d1/, name: 'drizzle' },
  { module: /^@prisma\/adapter-d1$/, name: 'PrismaD1' },
  { module: /^kysely-d1$/, name: 'D1Dialect', property: 'database' },
  { module: /^workers-ai-provider$/, name: 'createWorkersAI', property: 'binding' },
  { module: /^agents$/, name: 'getAgentByName' },
  { module: /^partyserver$/, name: 'getServerByName' },
  { module: /^@cloudflare\/sandbox$/, name: 'getSandbox' },
  { module: /^@cloudflare\/containers$/, name: 'getContainer' },
  { module: /^@(remix-run|react-router)\/cloudflare$/, name: 'createWorkersKVSessionStorage', property: 'kv' },
];

/** The first tokens of arguments, and of properties of arguments, that functions take as bindings. */
export function takenArguments(
  list: TokenList,
  scopes: Scopes,
  calls: ReadonlyMap<string, readonly number[]>,
): readonly number[] {
  const typed = scopes.all.flatMap(({ declarations }) =>
    [...declarations.values()].flatMap(({ parameter }) =>
      parameter?.owner !== undefined && bindingTypes.has(nameOf(parameter.type ?? '')) ? [parameter] : [],
    ),
  );
  return [...calls].flatMap(([name, sites]) => {
    const imported = scopes.imports.get(name);
    const adapter = adapters.find((each) => each.name === imported?.originalName && each.module.test(imported.module));
    const indexes = imported ? [] : typed.filter(({ owner }) => owner === name).map(({ index }) => index);
    return sites.flatMap((site) => {
      const own = indexes.flatMap((index) => argumentOf(list, site, index) ?? []);
      const first = adapter && argumentOf(list, site, 0);
      return first === undefined
        ? own
        : [adapter?.property ? propertyOf(list, first, adapter.property) : first, ...own];
    });
  });
}

/** The index of the first token of a property's value in an object; -1 without one. */
function propertyOf(list: TokenList, brace: number, property: string): number {
  for (let i = brace + 1; list.is(brace, '{') && i < list.closeOf(brace); i = list.skip(i)) {
    if (list.tokens[i]?.text === property && list.is(i + 1, ':')) {
      return i + 2;
    }
  }
  return -1;
}
