import { readdirSync } from 'node:fs';
import { sampleEventNames } from '../../core/platform/stages/stages';
import {
  readEvent as readEventFields,
  type SampleEvent,
  type SampleName,
  sampleEvents,
} from '../../simulation/samples';
import { Failure } from '../failure';
import type { Destination } from './destination';
import { givenFile } from './givenFile';

/** Where the user's own events are, below a Destination's root. */
const eventFolder = 'simulation/events';

/** The event of `--event`: a sample, an event of `simulation/events/` by its name, or a JSON file. */
export function readEvent(destination: Destination, name: string): SampleEvent {
  const event = namedEvent(destination, name);
  if ('problem' in event) {
    throw new Failure(event.problem);
  }
  return event;
}

/** An event by its name or file, or the sentence that says why there is none. */
export function namedEvent(destination: Destination, name: string): SampleEvent | { readonly problem: string } {
  if ((sampleEventNames as readonly string[]).includes(name)) {
    return sampleEvents[name as SampleName];
  }
  const { root } = destination.project;
  const content = givenFile(destination, name, [`${root}/${eventFolder}/${name}.json`]);
  if (content === undefined) {
    const own = eventNames(root);
    const known = own.length > 0 ? `, ${own.join(', ')} of ${eventFolder}/` : '';
    return { problem: `--event is ${sampleEventNames.join(', ')}${known} or a JSON file; there is no '${name}'.` };
  }
  if ('problem' in content) {
    return content;
  }
  const { file } = content;
  let value: unknown;
  try {
    value = JSON.parse(content.text);
  } catch (error) {
    return { problem: `${file} is not JSON: ${error instanceof Error ? error.message : error}.` };
  }
  const event = readEventFields(value, name);
  return 'problem' in event ? { problem: `${file}: ${event.problem}` } : event;
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
