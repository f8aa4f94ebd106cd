/** @typedef {import('./servers/contenders.mjs').ContenderName} ContenderName */

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

/** A value for each round, by metric and contender. */
export class Rounds {
  /** @type {Map<string, Map<ContenderName, number[]>>} */
  #values = new Map();

  /**
   * @param {string} metric
   * @param {ContenderName} name
   * @param {number | undefined} value nothing where it could not be measured
   */
  add(metric, name, value) {
    if (value === undefined) {
      return;
    }
    const ofMetric = this.#values.get(metric) ?? new Map();
    this.#values.set(metric, ofMetric.set(name, [...(ofMetric.get(name) ?? []), value]));
  }

  /**
   * @param {string} metric
   * @returns {Partial<Record<ContenderName, number>>}
   */
  medians(metric) {
    return Object.fromEntries([...(this.#values.get(metric) ?? [])].map(([name, values]) => [name, median(values)]));
  }
}
