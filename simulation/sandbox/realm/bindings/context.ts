import type { CodeCandidate, DeclaredBinding } from '../command';

/** What a binding may need beside its own declaration. */
export interface BindingContext {
  /** The user's fixture files by name: `ai` for `simulation/ai.json`. */
  readonly fixtures: Readonly<Record<string, unknown>>;
  /** `env` of the project's classes: all bindings and variables. */
  readonly env: Readonly<Record<string, unknown>>;
  /** The first of the candidates that a module of the project exports, or the sentence that says why there is none. */
  readonly exported: (
    candidates: readonly CodeCandidate[],
  ) => { readonly value: unknown } | { readonly problem: string };
}

/** The code of a binding whose class or Worker lives in the project; the sentence that says why there is none. */
export function codeOf(declared: DeclaredBinding, { exported }: BindingContext) {
  const { code = [], missing } = declared;
  const found = code.length > 0 ? exported(code) : { problem: missing ?? 'No code of the project answers for it.' };
  return found;
}
