import { secretValues } from '../../simulation/engines/sandboxCommand';
import { Redaction } from '../../simulation/sandbox/redaction';
import { Failure } from '../failure';
import type { Destination } from './destination';

/** A part of a secret that is shorter could be any text. */
const shortestPart = 4;

/**
 * A failure without the values of secrets. Where a file is not JSON, V8 quotes some of it, which may begin or end within
 * a secret.
 */
export function shownFailure({ message }: Failure, destination: Pick<Destination, 'secrets' | 'variables'>): Failure {
  const secrets = secretValues(destination);
  const whole = message.replace(/(?<=, (?:\.\.\.)?").*(?="(?:\.\.\.)? is not valid JSON)/s, (quoted) =>
    secrets.some((secret) => hasPartAtEnd(quoted, secret)) ? '[REDACTED]' : quoted,
  );
  return new Failure(new Redaction(secrets).text(whole));
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
