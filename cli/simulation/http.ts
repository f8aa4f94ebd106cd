import type { SimulatedHttp } from '../../simulation/request';
import { Failure } from '../failure';

export function readEngine(value = 'memory'): 'memory' | 'workerd' {
  if (value === 'memory' || value === 'workerd') {
    return value;
  }
  throw new Failure(`--engine is memory or workerd, not '${value}'.`);
}

export function readTimeout(value: string): number {
  const milliseconds = Number(value);
  if (!Number.isFinite(milliseconds) || milliseconds <= 0) {
    throw new Failure(`--timeout takes milliseconds, not '${value}'.`);
  }
  return milliseconds;
}

export interface HttpOptions {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

export function readHttp({ method, url, header, body }: HttpOptions): SimulatedHttp | undefined {
  if (method === undefined && url === undefined && header === undefined && body === undefined) {
    return undefined;
  }
  const headers = (header ?? []).map((each) => {
    const colon = each.indexOf(':');
    if (colon <= 0) {
      throw new Failure(`--header takes Name:Value, not '${each}'.`);
    }
    return [each.slice(0, colon).trim(), each.slice(colon + 1).trim()];
  });
  return {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    ...(body === undefined ? {} : { body }),
  };
}
