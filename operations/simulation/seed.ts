import { isRefused, type Refused } from '../../core/refused';
import { readSeed, type Seed, seedOf } from '../../simulation/project/seed';
import type { SimulationRequest } from '../../simulation/request';
import type { Destination } from './destination';
import { givenFile } from './givenFile';

/** What stores begin with unless told: nothing. */
export const noSeed: Seed = { state: {}, sql: [] };

/** The seed of a file that the user names. Refused where it cannot be read. */
export function readSeedFile(destination: Destination, name: string): Seed | Refused {
  const content = givenFile(destination, name);
  if (content === undefined) {
    return { refused: `There is no seed file '${name}'.` };
  }
  return isRefused(content) ? content : readSeed(content.file, content.text, destination.bindings);
}

/** A seed that was written into another file. */
export function seedFor({ bindings }: Destination, file: string, content: unknown): Seed | Refused {
  return content === undefined ? noSeed : seedOf(file, content, bindings);
}

/** A request whose stores begin with a seed. */
export function withSeed(request: SimulationRequest, { state }: Seed): SimulationRequest {
  return state.bindings ? { ...request, state } : request;
}
