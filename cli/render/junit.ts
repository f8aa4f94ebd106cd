import { escapeControlsInLines } from '../../core/controlCharacters';
import type { ExpectationEvent, SimulationEvent } from '../../simulation/events';

/** The events of all scenarios as a JUnit report: a suite a scenario, a case an expectation. */
export function junitReport(events: readonly SimulationEvent[]): string {
  const ends = events.filter((event) => event.type === 'scenario.end');
  const suites = ends.map(({ scenario, durationMs }) => {
    const cases = events.filter(
      (event): event is ExpectationEvent => event.type === 'expectation' && event.scenario === scenario,
    );
    const start = events.find((event) => event.type === 'scenario.start' && event.scenario === scenario);
    const file = start?.type === 'scenario.start' ? start.file : '';
    const attributes = attributesOf({
      name: scenario,
      file,
      tests: cases.length,
      failures: cases.filter(({ ok }) => !ok).length,
      errors: 0,
      time: durationMs / 1000,
    });
    return [`  <testsuite ${attributes}>`, ...cases.map((each) => testCase(each)), '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function testCase({ scenario, step, path, ok, message, expected, actual, at }: ExpectationEvent): string {
  const attributes = attributesOf({
    classname: scenario,
    name: `step ${step + 1}: ${path}`,
    file: at.file,
    line: at.line + 1,
  });
  if (ok) {
    return `    <testcase ${attributes}/>`;
  }
  const details = `expected ${JSON.stringify(expected, null, 2)}\nactual ${JSON.stringify(actual ?? null, null, 2)}`;
  const failure = `<failure ${attributesOf({ message })}>${escaped(details)}</failure>`;
  return `    <testcase ${attributes}>\n      ${failure}\n    </testcase>`;
}

function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(`${value}`)}"`)
    .join(' ');
}

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Text for XML, which cannot have most control characters (https://www.w3.org/TR/xml/#charsets): they are shown. */
function escaped(text: string): string {
  const characters = Array.from(escapeControlsInLines(text), (character) => entities[character] ?? character);
  return characters.join('').replaceAll(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}
