import type { Severity } from '../core/rules/rule';

/** The value of `infraBindings.diagnostics.<code>`. */
export type SeveritySetting = Severity | 'off';

/** The value of `infraBindings.inlayHints.parameterNames`, in the words of VS Code's JavaScript. */
export type ParameterNameHints = 'none' | 'literals' | 'all';

/** What the user has set, as far as the service needs it. */
export interface Settings {
  /** By diagnostic code; codes that are not in it have their own severity. */
  readonly severities: ReadonlyMap<string, SeveritySetting>;
  readonly parameterNameHints: ParameterNameHints;
}

const severities = new Set<unknown>(['error', 'warning', 'information', 'hint', 'off'] satisfies SeveritySetting[]);

/** Reads the section `infraBindings` of the user's settings, whatever they wrote there; what is not understood is left out. */
export function readSettings(section: unknown): Settings {
  const { diagnostics, inlayHints } = record(section);
  const { parameterNames } = record(inlayHints);
  return {
    severities: new Map(
      Object.entries(record(diagnostics)).filter((entry): entry is [string, SeveritySetting] =>
        severities.has(entry[1]),
      ),
    ),
    parameterNameHints: parameterNames === 'literals' || parameterNames === 'all' ? parameterNames : 'none',
  };
}

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
