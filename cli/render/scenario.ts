import { inline } from '../../simulation/describedText';
import type {
  ExpectationEvent,
  ScenarioEndEvent,
  ScenarioStartEvent,
  ScenarioStepEvent,
} from '../../simulation/events';
import { locate, type RenderOptions } from './rendering';
import { line, paint, type StyledText } from './terminalText';

/**
 * An event of a scenario as a person reads it. An expectation that failed begins with a line
 * `file:line:column - error …`, one-based, which a problem matcher finds.
 */
export function renderScenarioEvent(
  event: ScenarioStartEvent | ScenarioStepEvent | ExpectationEvent | ScenarioEndEvent,
  rendering: RenderOptions,
): StyledText {
  switch (event.type) {
    case 'scenario.start':
      return line`${paint.bold(`● ${event.scenario}`)}${paint.dim(`  ${event.steps} ${event.steps === 1 ? 'step' : 'steps'}`)}`;
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

function renderFailure({ message, expected, actual, at }: ExpectationEvent, rendering: RenderOptions): StyledText {
  const head = line`${locate(at, rendering)} - ${paint.red('error')} ${message}`;
  const wanted = paint.green(`+ expected ${inline(expected)}`);
  const got = paint.red(`- actual   ${actual === undefined ? 'nothing' : inline(actual)}`);
  return line`${head}\n    ${wanted}\n    ${got}`;
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
