import { inline } from '../../simulation/describedText';
import type {
  ExpectationEvent,
  ScenarioEndEvent,
  ScenarioStartEvent,
  ScenarioStepEvent,
} from '../../simulation/events';
import { locate, type Rendering } from './rendering';

/**
 * An event of a scenario as a person reads it. An expectation that failed begins with a line
 * `file:line:column - error …`, one-based, which a problem matcher finds.
 */
export function renderScenarioEvent(
  event: ScenarioStartEvent | ScenarioStepEvent | ExpectationEvent | ScenarioEndEvent,
  rendering: Rendering,
): string {
  const { paint } = rendering;
  switch (event.type) {
    case 'scenario.start':
      return paint.bold(`● ${event.scenario}`) + paint.dim(`  ${event.steps} ${event.steps === 1 ? 'step' : 'steps'}`);
    case 'scenario.step': {
      const wait = event.waitMs ? `after ${durationText(event.waitMs)}` : '';
      return paint.dim(`  step ${event.step + 1}${wait && ` ${wait}`}${event.stage ? '' : ': time passes'}`);
    }
    case 'expectation':
      return event.ok ? paint.green(`  ✓ ${event.message}`) : renderFailure(event, rendering);
    case 'scenario.end': {
      const cost = `${Math.round(event.durationMs)} ms`;
      if (event.cancelled) {
        return paint.yellow(`■ ${event.scenario}: cancelled, after ${cost}`);
      }
      const failed = `${event.failed} ${event.failed === 1 ? 'expectation' : 'expectations'} failed`;
      return event.ok
        ? paint.green(`✓ ${event.scenario}: as expected, in ${cost}`)
        : paint.red(`✗ ${event.scenario}: ${failed}, in ${cost}`);
    }
  }
}

function renderFailure({ message, expected, actual, at }: ExpectationEvent, rendering: Rendering): string {
  const { paint } = rendering;
  const head = `${locate(at, rendering)} - ${paint.red('error')} ${message}`;
  return [
    head,
    `    ${paint.green(`+ expected ${inline(expected)}`)}`,
    `    ${paint.red(`- actual   ${actual === undefined ? 'nothing' : inline(actual)}`)}`,
  ].join('\n');
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "2 hours", in the largest unit that fits. */
function durationText(ms: number): string {
  const [unit, size] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ['ms', 1];
  const count = ms / size;
  return size === 1 ? `${count} ms` : `${count} ${unit}${count === 1 ? '' : 's'}`;
}
