import { readSeed, type Seed, seedOf } from '../../simulation/project/seed';
import type { SimulationRequest } from '../../simulation/request';
import { Failure } from '../failure';
import type { Destination } from './destination';
import { givenFile } from './givenFile';

const none: Seed = { state: {}, sql: [] };

/** The seed of `--seed FILE`; a `Failure` where it cannot be read. */
export function readSeedFile(destination: Destination, name: string): Seed {
  const content = givenFile(destination, name);
  if (content === undefined) {
    throw new Failure(`There is no seed file '${name}'.`);
  }
  if ('problem' in content) {
    throw new Failure(content.problem);
  }
  return checked(readSeed(content.file, content.text, destination.bindings));
}

/** A seed that was written into another file. */
export function seedFor({ bindings }: Destination, file: string, content: unknown): Seed {
  return content === undefined ? none : checked(seedOf(file, content, bindings));
}

/** A request whose stores begin with a seed. */
export function withSeed(request: SimulationRequest, { state }: Seed): SimulationRequest {
  return state.bindings ? { ...request, state } : request;
}

function checked(seed: Seed | { readonly problem: string }): Seed {
  if ('problem' in seed) {
    throw new Failure(seed.problem);
  }
  return seed;
}
