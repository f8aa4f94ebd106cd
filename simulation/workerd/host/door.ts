/** The binding of the Worker that has the secret: no stage may read it. */
export const doorName = 'INFRA_DOOR';

/** The header that the secret comes in. */
const secretHeader = 'infra-secret';

/** Headers that a browser adds to what a page sends: this process sends none of them. */
const browserHeaders = ['origin', 'referer', 'cookie', 'sec-fetch-site', 'sec-fetch-mode', 'upgrade'];

/**
 * Whether a request is of the process that started this Worker, and of no page and no other process: it knows the
 * secret, and came to this machine by its number, not by a name that a page may have bound to it. Reads no body.
 */
export function isOfOwner({ method, url, headers }: Request, secret: unknown): boolean {
  return (
    typeof secret === 'string' &&
    secret.length >= 64 &&
    isSame(headers.get(secretHeader) ?? '', secret) &&
    method === 'POST' &&
    new URL(url).pathname === '/' &&
    /^127\.0\.0\.1:\d+$/.test(headers.get('host') ?? '') &&
    headers.get('content-type') === 'application/json' &&
    browserHeaders.every((name) => !headers.has(name))
  );
}

/** Compares in a time that depends on the lengths only. */
function isSame(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let index = 0; index < secret.length; index += 1) {
    difference |= given.charCodeAt(index) ^ secret.charCodeAt(index);
  }
  return difference === 0;
}
