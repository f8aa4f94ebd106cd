// Taken before the stage runs, which may replace it.
const RealError = Error;

/** The stack of the caller, as text: the process around the realm finds the user's file in it. */
export function stackHere(): string {
  const { stack } = new RealError();
  return typeof stack === 'string' ? stack : '';
}
