import type { Severity } from './answers';

/** The value of `infraBindings.diagnostics.<code>`. */
export type SeveritySetting = Severity | 'off';

const settings = new Set<unknown>(['error', 'warning', 'information', 'hint', 'off'] satisfies SeveritySetting[]);

/** Reads the setting `infraBindings.diagnostics`, whatever the user wrote there; what is no severity is left out. */
export function readSeverities(value: unknown): ReadonlyMap<string, SeveritySetting> {
  return new Map(
    Object.entries(value !== null && typeof value === 'object' ? value : {}).filter(
      (entry): entry is [string, SeveritySetting] => settings.has(entry[1]),
    ),
  );
}
