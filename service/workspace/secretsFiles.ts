import { parseEnv } from 'node:util';
import type { Documents } from './documents';

/** What secrets are read from. */
export type SecretsSource = Pick<Documents, 'exists' | 'text'>;

/**
 * The files that `wrangler dev` takes an environment's secrets from, in a folder: of the groups, the first that has a
 * file; within a group the later file wins.
 */
export function secretsFiles(environment: string | null): readonly (readonly string[])[] {
  const own = environment === null ? [] : [`.${environment}`];
  return [
    ...own.map((suffix) => [`.dev.vars${suffix}`]),
    ['.dev.vars'],
    ['.env', '.env.local', ...own.flatMap((suffix) => [`.env${suffix}`, `.env${suffix}.local`])],
  ];
}

/** The secrets of an environment, as `wrangler dev` reads them beside a manifest. */
export function readSecrets(
  documents: SecretsSource,
  folder: string,
  environment: string | null,
): Readonly<Record<string, string>> {
  for (const group of secretsFiles(environment)) {
    const found = group.map((name) => readSecretsFile(documents, `${folder}/${name}`));
    if (found.some((each) => each !== undefined)) {
      return Object.assign({}, ...found);
    }
  }
  return {};
}

/** The secrets of one file; `undefined` where there is none. */
export function readSecretsFile(documents: SecretsSource, path: string): Record<string, string> | undefined {
  const text = documents.exists(path) ? documents.text(path) : undefined;
  return text === undefined ? undefined : (parseEnv(text) as Record<string, string>);
}
