import { resolve } from 'node:path';
import { readSeed, type Seed, seedOf } from '../../simulation/project/seed';
import type { SimulationRequest } from '../../simulation/request';
import { Failure } from '../failure';
import { toPath } from '../project';
import type { Destination } from './destination';

const none: Seed = { state: {}, sql: [] };

/** The seed of `--seed FILE`; a `Failure` where it cannot be read. */
export function readSeedFile({ project, bindings }: Destination, name: string): Seed {
  const { root, service, relative, resolve: fromHere } = project;
  const path = [fromHere(name), toPath(resolve(root, name))].find((each) => service.workspace.documents.exists(each));
  const content = path === undefined ? undefined : service.workspace.documents.read(path);
  if (path === undefined || !content) {
    throw new Failure(`There is no seed file '${name}'.`);
  }
  if (!('text' in content)) {
    throw new Failure(`${relative(path)} ${content.message}.`);
  }
  return checked(readSeed(relative(path), content.text, bindings));
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
