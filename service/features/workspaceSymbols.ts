import type { Location } from '../answers';
import type { ServiceContext } from '../context';

export interface WorkspaceSymbol {
  readonly name: string;
  /** What it is: "KV namespace in production". */
  readonly container: string;
  readonly location: Location;
}

/** The bindings of all manifests whose names hold the letters of the query in their order. */
export function workspaceSymbols({ workspace }: ServiceContext, query: string): readonly WorkspaceSymbol[] {
  const letters = [...query.toLowerCase()];
  return workspace.allManifests().flatMap(({ path, model }) =>
    model.bindings
      .filter(({ name }) => holdsInOrder(name.toLowerCase(), letters))
      .map(({ name, kind, environment, nameRange }) => ({
        name,
        container: environment === null ? kind.label : `${kind.label} in ${environment}`,
        location: { path, range: nameRange },
      })),
  );
}

function holdsInOrder(name: string, letters: readonly string[]): boolean {
  let from = 0;
  return letters.every((letter) => {
    const at = name.indexOf(letter, from);
    from = at + 1;
    return at >= 0;
  });
}
