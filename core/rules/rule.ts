import type { TextEdit, TextRange } from '../text';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type DiagnosticTag = 'unnecessary' | 'deprecated';

/** A quick fix: a change that mends what was found. */
export interface Fix {
  readonly title: string;
  /** Whether editors may apply it without asking which. */
  readonly isPreferred?: boolean;
  /** Edits of the file that was checked. */
  readonly edits?: readonly TextEdit[];
  /** Edits of the manifest that counts for it. */
  readonly manifestEdits?: readonly TextEdit[];
}

/** What a check has found in a file: what is wrong, where, and what mends it. */
export interface Finding {
  /** The code of our rule, or TypeScript's number. */
  readonly code: string | number;
  readonly severity: Severity;
  /** The severity of the rule, where this finding is milder. A setting that only repeats it changes nothing. */
  readonly usualSeverity?: Severity;
  /** How editors show it beside its severity. */
  readonly tag?: DiagnosticTag;
  /** UTF-16 offsets of the file that was checked. */
  readonly range: TextRange;
  /** One sentence that names the thing and says what to do. */
  readonly message: string;
  /** Its quick fixes, the best first, worked out when they are asked for: edits of a manifest take longer than its check. */
  fixes(): readonly Fix[];
}

/** A finding as its rule makes it: without what the rule has for all of them. */
export interface RuleFinding {
  readonly range: TextRange;
  readonly message: string;
  /** Where it is milder than the rule's. */
  readonly severity?: Severity;
  /** Where it is not the rule's. */
  readonly tag?: DiagnosticTag;
  /** None where it is left out. */
  fixes?(): readonly Fix[];
}

/** A diagnostic of ours: its code, and what finds and mends it in an input. The file is named after the code. */
export interface Rule<Input> {
  readonly code: string;
  readonly severity: Severity;
  readonly tag?: DiagnosticTag;
  check(input: Input): readonly RuleFinding[];
}

/** What rules find in an input, rule by rule. */
export function findings<Input>(rules: readonly Rule<Input>[], input: Input): readonly Finding[] {
  return rules.flatMap((rule) =>
    rule.check(input).map(
      ({ range, message, severity = rule.severity, tag = rule.tag, fixes = noFixes }): Finding => ({
        code: rule.code,
        severity,
        ...(severity === rule.severity ? {} : { usualSeverity: rule.severity }),
        ...(tag ? { tag } : {}),
        range,
        message,
        fixes,
      }),
    ),
  );
}

const noFixes = (): readonly Fix[] => [];
