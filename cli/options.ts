import { parseArgs } from 'node:util';
import { Failure } from './failure';

type OptionDefinitions = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Options that every command takes. */
export const commonOptions = {
  root: { type: 'string' },
  env: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionDefinitions;

/** Reads a command's arguments; a sentence says what is wrong with them. */
export function readOptions<T extends OptionDefinitions>(args: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...args], options: { ...commonOptions, ...options }, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Failure(`${sentence.replace(/\.$/, '')}. Usage: infra-bindings ${usage}`);
  }
}

export type Format = 'text' | 'json';

export function readFormat(value: string | undefined): Format {
  if (value === undefined || value === 'text' || value === 'json') {
    return value ?? 'text';
  }
  throw new Failure(`--format is text or json, not '${value}'.`);
}
