// Every number that is measured, in the order of the table. `bar` is the least ratio of tsserver's to ours; none where
// there is nothing to compare with, or where we only want to know.

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
  firstCompletion: { title: 'the first start ever → completion', unit: 'ms' },
  firstDiagnostics: { title: 'the first start ever → diagnostics', unit: 'ms' },
  bindingCompletionP50: { title: 'completion at params.infra., p50', unit: 'ms', bar: 8, limit: 1 },
  bindingCompletionP95: { title: 'completion at params.infra., p95', unit: 'ms' },
  bindingHoverP50: { title: 'hover on a binding, p50', unit: 'ms', bar: 8, limit: 1 },
  bindingHoverP95: { title: 'hover on a binding, p95', unit: 'ms' },
  bindingMemberP50: { title: 'completion of a binding’s members, p50', unit: 'ms', bar: 1.5 },
  bindingMemberP95: { title: 'completion of a binding’s members, p95', unit: 'ms' },
  completionP50: { title: 'completion of other members, p50', unit: 'ms', bar: 1.5 },
  completionP95: { title: 'completion of other members, p95', unit: 'ms' },
  globalCompletionP50: { title: 'completion of names, p50', unit: 'ms', bar: 1.5 },
  globalCompletionP95: { title: 'completion of names, p95', unit: 'ms' },
  hoverP50: { title: 'hover elsewhere, p50', unit: 'ms', bar: 1.5 },
  hoverP95: { title: 'hover elsewhere, p95', unit: 'ms' },
  signatureHelpP50: { title: 'signature help, p50', unit: 'ms', bar: 1.5 },
  signatureHelpP95: { title: 'signature help, p95', unit: 'ms' },
  diagnosticsP50: { title: 'diagnostics after an edit, p50', unit: 'ms', bar: 1.5 },
  diagnosticsP95: { title: 'diagnostics after an edit, p95', unit: 'ms' },
  bindingCompletionFresh: { title: 'completion at params.infra., the first of a session', unit: 'ms' },
  bindingHoverFresh: { title: 'hover on a binding, the first of a session', unit: 'ms' },
  completionFresh: { title: 'completion of other members, the first of a session', unit: 'ms' },
  globalCompletionFresh: { title: 'completion of names, the first of a session', unit: 'ms' },
  signatureHelpFresh: { title: 'signature help, the first of a session', unit: 'ms' },
  diagnosticsFresh: { title: 'diagnostics after an edit, the first of a session', unit: 'ms' },
  manifestEdit: { title: 'manifest edit → all open files', unit: 'ms' },
  references: { title: 'references of a binding', unit: 'ms' },
  keystroke: { title: 'processor time of a keystroke', unit: 'ms' },
  memory: { title: 'memory after the run', unit: 'MB', bar: 2.5 },
  check: { title: 'check of all files, from the command line', unit: 'ms' },
  bundle: { title: 'server, worker and declarations on disk', unit: 'MB' },
  manifestsCold: { title: '100 manifests: start → completion at params.infra.', unit: 'ms' },
  manifestsCompletion: { title: '100 manifests: completion at params.infra., p50', unit: 'ms' },
  manifestsDiagnostics: { title: '100 manifests: diagnostics after an edit, p50', unit: 'ms' },
  manifestsMemory: { title: '100 manifests: memory after the run', unit: 'MB' },
  simulation: { title: 'simulation in the editor → result, p50', unit: 'ms' },
  simulationP95: { title: 'simulation in the editor → result, p95', unit: 'ms', limit: 50 },
  simulationSamples: { title: 'the three sample events together', unit: 'ms', limit: 100 },
  simulationSandbox: { title: 'sandbox started → result', unit: 'ms' },
  workerdCold: { title: 'the first simulation on workerd → result', unit: 'ms', limit: 600 },
  workerd: { title: 'another simulation on workerd → result', unit: 'ms', limit: 100 },
  simulationCommand: { title: 'infra-bindings simulate, start → end', unit: 'ms' },
  keystrokeInTurn: { title: 'processor time of a keystroke, all sizes in turn', unit: 'ms' },
  activation: { title: 'activation in a real VS Code', unit: 'ms' },
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
