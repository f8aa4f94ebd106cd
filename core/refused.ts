/** Why something was not done: one plain sentence for the user. */
export interface Refused {
  readonly refused: string;
}

/** Whether a result is the reason why there is none. */
export function isRefused<T>(result: T | Refused): result is Extract<T, Refused> | Refused {
  return typeof result === 'object' && result !== null && 'refused' in result;
}
