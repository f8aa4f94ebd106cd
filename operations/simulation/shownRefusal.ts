import { secretValues } from '../../simulation/engines/sandboxCommand';
import { Redaction } from '../../simulation/sandbox/redaction';
import type { RefusedAt } from '../refusedAt';
import type { Destination } from './destination';

/** A part of a secret that is shorter could be any text. */
const shortestPart = 4;

/**
 * A refusal without the values of secrets. Where a file is not JSON, V8 quotes some of it, which may begin or end within
 * a secret.
 */
export function shownRefusal(
  { refused, ...rest }: RefusedAt,
  destination: Pick<Destination, 'secrets' | 'variables'>,
): RefusedAt {
  const secrets = secretValues(destination);
  const whole = refused.replace(/(?<=, (?:\.\.\.)?").*(?="(?:\.\.\.)? is not valid JSON)/s, (quoted) =>
    secrets.some((secret) => hasPartAtEnd(quoted, secret)) ? '[REDACTED]' : quoted,
  );
  return { ...rest, refused: new Redaction(secrets).text(whole) };
}

function hasPartAtEnd(quoted: string, secret: string): boolean {
  if (quoted.length >= shortestPart && secret.includes(quoted)) {
    return true;
  }
  const lengths = Array.from({ length: Math.min(quoted.length, secret.length) + 1 }, (_, length) => length);
  return lengths.some(
    (length) =>
      length >= shortestPart &&
      (quoted.endsWith(secret.slice(0, length)) || quoted.startsWith(secret.slice(secret.length - length))),
  );
}
