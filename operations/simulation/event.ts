import { readdirSync } from 'node:fs';
import { sampleEventNames } from '../../core/platform/stages/stages';
import { isRefused, type Refused } from '../../core/refused';
import {
  readEvent as readEventFields,
  type SampleEvent,
  type SampleName,
  sampleEvents,
} from '../../simulation/samples';
import type { Destination } from './destination';
import { givenFile } from './givenFile';

/** Where the user's own events are, below a Destination's root. */
const eventFolder = 'simulation/events';

/** An event by its name: a sample, one of `simulation/events/`, or a JSON file. Refused where there is none. */
export function namedEvent(destination: Destination, name: string): SampleEvent | Refused {
  if ((sampleEventNames as readonly string[]).includes(name)) {
    return sampleEvents[name as SampleName];
  }
  const { root } = destination.project;
  const content = givenFile(destination, name, [`${root}/${eventFolder}/${name}.json`]);
  if (content === undefined) {
    const own = eventNames(root);
    const known = own.length > 0 ? `, ${own.join(', ')} of ${eventFolder}/` : '';
    return { refused: `--event is ${sampleEventNames.join(', ')}${known} or a JSON file; there is no '${name}'.` };
  }
  if (isRefused(content)) {
    return content;
  }
  const { file } = content;
  let value: unknown;
  try {
    value = JSON.parse(content.text);
  } catch (error) {
    return { refused: `${file} is not JSON: ${error instanceof Error ? error.message : error}.` };
  }
  const event = readEventFields(value, name);
  return isRefused(event) ? { refused: `${file}: ${event.refused}` } : event;
}

/** The names of the user's own events. */
function eventNames(root: string): string[] {
  try {
    return readdirSync(`${root}/${eventFolder}`)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length));
  } catch {
    return [];
  }
}
