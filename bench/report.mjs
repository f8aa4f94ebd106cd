// Results as a table and as JSON.
import { barOf, metrics } from './metrics.mjs';

/**
 * @typedef {object} Result a metric's values, and how many times more tsserver takes
 * @property {string} name
 * @property {string} unit
 * @property {number} ours
 * @property {number | null} tsserver
 * @property {number | null} ratio
 * @property {number} [native]
 * @typedef {{ files: number, metrics: Result[] }} Run
 */

/**
 * @param {string} name
 * @param {{ ours?: number | undefined, tsserver?: number | undefined, native?: number | undefined }} values
 * @returns {Result[]} none where it could not be measured
 */
export function result(name, { ours, tsserver, native }) {
  const unit = metrics[name]?.unit;
  return ours === undefined || unit === undefined
    ? []
    : [
        {
          name,
          unit,
          ours: rounded(ours),
          tsserver: tsserver === undefined ? null : rounded(tsserver),
          ratio: tsserver === undefined ? null : rounded(tsserver / ours),
          ...(native === undefined ? {} : { native: rounded(native) }),
        },
      ];
}

const rounded = (/** @type {number} */ value) => Number(value.toPrecision(3));

/**
 * @param {readonly Run[]} runs
 * @returns {string} a table for each run
 */
export function table(runs) {
  return runs.map(({ files, metrics: results }) => tableOf(files, results)).join('\n\n');
}

/**
 * @param {number} files
 * @param {readonly Result[]} results
 */
function tableOf(files, results) {
  const hasNative = results.some(({ native }) => native !== undefined);
  const head = [`${files} stage file${files === 1 ? '' : 's'}`, 'ours', 'tsserver', 'ratio', 'bar'];
  const rows = results.map(({ name, unit, ours, tsserver, ratio, native }) => [
    metrics[name]?.title ?? name,
    `${ours} ${unit}`,
    tsserver === null ? '' : `${tsserver} ${unit}`,
    ratio === null ? '' : `${ratio}×`,
    judgement(name, files, ours, ratio),
    ...(hasNative ? [native === undefined ? '' : `${native} ${unit}`] : []),
  ]);
  const all = [hasNative ? [...head, 'native'] : head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first, ...rest] = all;
  const rule = `| ${(first ?? []).map((_, column) => '-'.repeat(widths[column] ?? 3)).join(' | ')} |`;
  return [line(first ?? []), rule, ...rest.map(line)].join('\n');
}

/** @type {(name: string, files: number, ours: number, ratio: number | null) => string} */
function judgement(name, files, ours, ratio) {
  const bar = barOf(name, files);
  const limit = metrics[name]?.limit;
  const goals = [
    ...(bar === undefined || ratio === null ? [] : [{ text: `≥ ${bar}×`, isMet: ratio >= bar }]),
    ...(limit === undefined ? [] : [{ text: `≤ ${limit}`, isMet: ours <= limit }]),
  ];
  const isMet = goals.every((each) => each.isMet);
  return goals.length === 0 ? '' : `${goals.map(({ text }) => text).join(', ')} ${isMet ? 'met' : 'missed'}`;
}
