import type { Binding } from '../model/binding';
import { bindingsOf } from '../model/environments';
import { invalidName } from '../model/names';
import type { TextRange } from '../text';
import { fixOf } from './fixes';
import type { ManifestInput } from './inputs';
import { isTemplate, oneOf } from './manifestEntries';
import type { Fix, Rule, RuleFinding } from './rule';

/** Two things of one environment that have the same name, so that code can reach only one of them. */
export const duplicateBinding: Rule<ManifestInput> = {
  code: 'duplicate-binding',
  severity: 'error',

  check(input) {
    const { environments } = input.model;
    const found = [null, ...environments].flatMap((environment) => [
      ...duplicatesIn(input, namesOf(input, environment), placeOf(environment)),
      ...duplicatesIn(input, previewsOf(input, environment), `in the previews ${placeOf(environment)}`),
    ]);
    // What environments inherit twice is said once.
    return found.filter(({ range }, i) => found.findIndex((each) => each.range.start === range.start) === i);
  },
};

/** A name that something in a manifest has, and what that is: "a KV namespace". */
interface Named {
  readonly name: string;
  readonly what: string;
  readonly nameRange: TextRange;
  readonly binding?: Binding;
}

function namesOf({ model }: ManifestInput, environment: string | null): readonly Named[] {
  return [
    ...bindingsOf(model, environment).map(named),
    ...model.variables
      .filter((variable) => variable.environment === environment)
      .map(({ name, secret, nameRange }) => ({ name, what: secret ? 'a secret' : 'a variable', nameRange })),
    ...(environment === null ? (model.files ?? []) : []).map((file) => ({ ...file, what: 'a file' })),
  ];
}

function previewsOf({ model }: ManifestInput, environment: string | null): readonly Named[] {
  return (model.previews ?? []).filter((binding) => binding.environment === environment).map(named);
}

function named(binding: Binding): Named {
  const { name, kind, nameRange } = binding;
  return { name, what: oneOf(kind), nameRange, binding };
}

function placeOf(environment: string | null): string {
  return environment === null ? 'at the top level' : `in the environment '${environment}'`;
}

function duplicatesIn({ edit }: ManifestInput, names: readonly Named[], where: string): RuleFinding[] {
  const first = new Map<string, Named>();
  const taken = new Set(names.map(({ name }) => name));
  return [...names]
    .sort((a, b) => a.nameRange.start - b.nameRange.start)
    .flatMap((each): RuleFinding[] => {
      const other = first.get(each.name);
      if (!other || isTemplate(each.name)) {
        first.set(each.name, each);
        return [];
      }
      const both = other.what === each.what ? `twice as ${each.what}` : `as ${other.what} and as ${each.what}`;
      return [
        {
          range: each.nameRange,
          message: `'${each.name}' is declared ${both} ${where}: code reaches only one of them. Rename one.`,
          fixes() {
            const newText = nextFree(each.name, taken);
            const renamed: readonly Fix[] =
              invalidName(newText, false) === undefined && /^[\w-]+$/.test(newText)
                ? [{ title: `Rename to ${newText}`, edits: [{ range: each.nameRange, newText }] }]
                : [];
            const title = `Remove ${each.name}, ${each.what}`;
            return each.binding
              ? [...renamed, ...fixOf(title, edit({ type: 'remove', binding: each.binding }))]
              : renamed;
          },
        },
      ];
    });
}

function nextFree(name: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${name}_${number}`)) {
    number++;
  }
  return `${name}_${number}`;
}
