import { parseArgs } from 'node:util';
import type { Refused } from '../core/refused';

type OptionDefinitions = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

/** Options that every command takes. */
export const commonOptions = {
  root: { type: 'string' },
  env: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionDefinitions;

export type Format = 'text' | 'json';

/** Reads a command's arguments. Refused with what is wrong with them. */
export function readOptions<T extends OptionDefinitions>(args: readonly string[], options: T, usage: string) {
  const read = parse(args, options, usage);
  if ('refused' in read) {
    return read;
  }
  const format = readFormat((read.values as { readonly format?: string }).format);
  return typeof format === 'string' ? { ...read, format } : format;
}

function parse<T extends OptionDefinitions>(args: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...args], options: { ...commonOptions, ...options }, allowPositionals: true });
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    return { refused: `${sentence.replace(/\.$/, '')}. Usage: infra-bindings ${usage}` } satisfies Refused;
  }
}

function readFormat(value: string | undefined): Format | Refused {
  if (value === undefined || value === 'text' || value === 'json') {
    return value ?? 'text';
  }
  return { refused: `--format is text or json, not '${value}'.` };
}

/** The refusal of arguments that are too few or too many. */
export function wrongUsage(usage: string): Refused {
  return { refused: `Usage: infra-bindings ${usage}` };
}
