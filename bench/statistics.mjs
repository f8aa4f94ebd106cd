/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 0.5);

/**
 * The value below which a share of the values lies, between two of them interpolated.
 * @param {readonly number[]} values
 * @param {number} share
 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Milliseconds that something took. @param {() => Promise<unknown>} run */
export async function timed(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}
