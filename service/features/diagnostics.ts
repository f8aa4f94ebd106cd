import type { Finding } from '../../core/rules/rule';
import type { Diagnostic } from '../answers';
import { check } from '../checks/check';
import type { ServiceContext } from '../context';

/** Every diagnostic of a code file or a manifest, in the order of `check`. */
export async function diagnostics(context: ServiceContext, path: string): Promise<readonly Diagnostic[]> {
  return (await check(context, path)).map(toDiagnostic);
}

/** A finding as it is answered; only TypeScript's own have a number for a code. */
export function toDiagnostic({ code, severity, tag, range, message }: Finding): Diagnostic {
  const source = typeof code === 'number' ? 'ts' : 'infra';
  return { range, severity, code, source, message, ...(tag ? { tags: [tag] } : {}) };
}
