import { isRefused } from '../../core/refused';
import type { Seed } from '../../simulation/project/seed';
import { workerdProject } from '../../simulation/project/workerd';
import type { SimulationRequest } from '../../simulation/request';
import type { Destination } from './destination';
import type { Engines } from './run';

/** A request that can run on workerd: with the project's Miniflare, its migrations, and then the seed. */
export function withWorkerd(
  destination: Destination,
  request: SimulationRequest,
  seed: Seed,
  { miniflareCache: codeCache }: Engines,
): SimulationRequest {
  const { project, bindings, field } = destination;
  const date = field('compatibility_date');
  const flags = field('compatibility_flags');
  const workerd = workerdProject(project.root, bindings, {
    ...(typeof date === 'string' && { compatibilityDate: date }),
    ...(Array.isArray(flags) && { compatibilityFlags: flags.map(String) }),
  });
  const all = isRefused(workerd)
    ? workerd
    : { ...workerd, sql: [...workerd.sql, ...seed.sql], ...(codeCache !== undefined && { codeCache }) };
  return { ...request, workerd: all };
}
