// The options of `npm run bench`.
import { parseArgs } from 'node:util';
import { metrics } from './metrics.mjs';

export const help = `Usage: npm run bench -- [options]

Measures the built server (dist/) and tsserver in turn, in one run, and prints the ratios.

  --files 1,50,1000   only with this many stage files
  --only NAME,…       only these metrics: ${Object.keys(metrics).join(', ')}
  --rounds N          how many rounds; medians are of this many (7)
  --json              one object to stdout, for machines
  --help              print this
`;

/**
 * @typedef {object} Options
 * @property {readonly number[]} files
 * @property {(metric: string) => boolean} wants
 * @property {number} rounds
 * @property {boolean} json
 */

/**
 * @returns {Options | undefined} nothing where help was asked for
 */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      files: { type: 'string', default: '1,50,1000' },
      only: { type: 'string' },
      rounds: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.find((name) => !Object.hasOwn(metrics, name));
  if (unknown) {
    throw new Error(`There is no metric ${unknown}. The metrics are ${Object.keys(metrics).join(', ')}.`);
  }
  return values.help
    ? undefined
    : {
        files: values.files.split(',').map(Number),
        wants: (metric) => !only || only.includes(metric),
        rounds: Number(values.rounds),
        json: values.json,
      };
}
