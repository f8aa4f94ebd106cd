import type { Refused } from '../core/refused';
import type { SimulatedHttp } from '../simulation/request';

/** The milliseconds of `--timeout`. */
export function readTimeout(value: string): number | Refused {
  const milliseconds = Number(value);
  return Number.isFinite(milliseconds) && milliseconds > 0
    ? milliseconds
    : { refused: `--timeout takes milliseconds, not '${value}'.` };
}

export interface HttpOptions {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

/** The request of `--method`, `--url`, `--header` and `--body`; `undefined` where none of them is given. */
export function readHttp({ method, url, header, body }: HttpOptions): SimulatedHttp | Refused | undefined {
  if (method === undefined && url === undefined && header === undefined && body === undefined) {
    return undefined;
  }
  const headers: Record<string, string> = {};
  for (const each of header ?? []) {
    const colon = each.indexOf(':');
    if (colon <= 0) {
      return { refused: `--header takes Name:Value, not '${each}'.` };
    }
    headers[each.slice(0, colon).trim()] = each.slice(colon + 1).trim();
  }
  return {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    ...(header && header.length > 0 ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
  };
}
