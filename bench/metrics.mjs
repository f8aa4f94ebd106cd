// The numbers that are measured, in the order of the table.

/** @typedef {'ms' | 'MB'} Unit */

/**
 * @typedef {object} Metric
 * @property {string} title
 * @property {Unit} unit
 * @property {number | ((files: number) => number)} [bar] the least ratio, tsserver's to ours
 * @property {number} [limit] the most that ours may be, beside the bar or without one
 */

/** @type {Readonly<Record<string, Metric>>} */
export const metrics = {
  coldCompletion: {
    title: 'start → completion at params.infra.',
    unit: 'ms',
    bar: (files) => (files >= 1000 ? 20 : 8),
  },
  coldDiagnostics: { title: 'start → diagnostics', unit: 'ms', bar: 2 },
  bindingCompletionP50: { title: 'completion at params.infra., p50', unit: 'ms', bar: 8, limit: 1 },
  bindingCompletionP95: { title: 'completion at params.infra., p95', unit: 'ms' },
  bindingHoverP50: { title: 'hover on a binding, p50', unit: 'ms', bar: 8, limit: 1 },
  bindingMemberP50: { title: 'completion of a binding’s members, p50', unit: 'ms', bar: 1.5 },
  completionP50: { title: 'completion of other members, p50', unit: 'ms', bar: 1.5 },
  signatureHelpP50: { title: 'signature help, p50', unit: 'ms', bar: 1.5 },
  diagnosticsP50: { title: 'diagnostics after an edit, p50', unit: 'ms', bar: 1.5 },
  manifestEdit: { title: 'manifest edit → all open files', unit: 'ms', bar: 3 },
  memory: { title: 'memory after the run', unit: 'MB', bar: 2.5 },
  check: { title: 'check of all files, against tsc', unit: 'ms', bar: 1.5 },
  simulationP95: { title: 'simulation in the editor → result, p95', unit: 'ms', limit: 50 },
  workerdCold: { title: 'the first simulation on workerd → result', unit: 'ms', limit: 700 },
  workerd: { title: 'another simulation on workerd → result', unit: 'ms', limit: 100 },
};

/**
 * The least ratio that a metric is to have.
 * @param {string} name
 * @param {number} files
 */
export function barOf(name, files) {
  const bar = metrics[name]?.bar;
  return typeof bar === 'function' ? bar(files) : bar;
}
