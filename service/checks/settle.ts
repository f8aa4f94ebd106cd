import type { Access } from '../../core/code/scan';
import type { Finding } from '../../core/rules/rule';
import { wrongVariablePath } from '../../core/rules/wrongVariablePath';
import type { TextRange } from '../../core/text';
import type { ProviderName } from './provider';

/** What a provider has found in a file. */
export interface Answer {
  readonly provider: ProviderName;
  readonly findings: readonly Finding[];
}

/** Who speaks of a place of which several have something to say, the first of these. */
const precedence: readonly ProviderName[] = ['text', 'types'];

/** Places of which a provider speaks even where it has nothing to say. */
interface Claim {
  readonly provider: ProviderName;
  /** Only in a file where it has found this. */
  readonly where?: string;
  readonly covers: (access: Access) => boolean;
}

const claims: readonly Claim[] = [
  // The manifest tells what is declared; while it is half typed, or where a name is a variable's, silence is meant.
  { provider: 'text', covers: ({ path }) => path[0] === 'infra' && path.length <= 2 },
  // `params.manifest.variables` where there is no `params.manifest`: the rule speaks of the whole path.
  {
    provider: 'text',
    where: wrongVariablePath.code,
    covers: ({ path }) => path[0] === 'manifest' && path.length === 1,
  },
];

/**
 * Settles what several providers say of one place, which is one range: who comes first in `precedence` speaks, where it has
 * found or claims something. `accesses` are those of the code that was checked. What is left is in the order of `precedence`.
 */
export function settle(answers: readonly Answer[], accesses: readonly Access[]): readonly Finding[] {
  const kept: Finding[] = [];
  const taken = new Set<string>();
  for (const provider of precedence) {
    const found = answers.flatMap((answer) => (answer.provider === provider ? answer.findings : []));
    kept.push(...found.filter(({ range }) => !taken.has(placeOf(range))));
    const claimed = claims
      .filter((claim) => claim.provider === provider && isInForce(claim, found))
      .flatMap(({ covers }) => accesses.filter(covers));
    for (const { range } of [...found, ...claimed]) {
      taken.add(placeOf(range));
    }
  }
  return kept;
}

const isInForce = ({ where }: Claim, found: readonly Finding[]) =>
  where === undefined || found.some(({ code }) => code === where);

const placeOf = ({ start, end }: TextRange) => `${start}-${end}`;
