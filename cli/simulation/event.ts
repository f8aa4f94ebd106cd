import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { sampleEventNames } from '../../core/platform/stages/stages';
import {
  readEvent as readEventFields,
  type SampleEvent,
  type SampleName,
  sampleEvents,
} from '../../simulation/samples';
import { Failure } from '../failure';
import { type Project, toPath } from '../project';

/** Where the user's own events are, below a Destination's root. */
const eventFolder = 'simulation/events';

/** The event of `--event`: a sample, an event of `simulation/events/` by its name, or a JSON file. */
export function readEvent(project: Project, name: string): SampleEvent {
  const event = namedEvent(project, name);
  if ('problem' in event) {
    throw new Failure(event.problem);
  }
  return event;
}

/** An event by its name or file, or the sentence that says why there is none. */
export function namedEvent(
  { service, root, relative, resolve: fromHere }: Project,
  name: string,
): SampleEvent | { readonly problem: string } {
  if ((sampleEventNames as readonly string[]).includes(name)) {
    return sampleEvents[name as SampleName];
  }
  const candidates = [`${root}/${eventFolder}/${name}.json`, fromHere(name), toPath(resolve(root, name))];
  const path = candidates.find((each) => service.workspace.documents.exists(each));
  if (path === undefined) {
    const own = eventNames(root);
    const known = own.length > 0 ? `, ${own.join(', ')} of ${eventFolder}/` : '';
    return { problem: `--event is ${sampleEventNames.join(', ')}${known} or a JSON file; there is no '${name}'.` };
  }
  const file = relative(path);
  const content = service.workspace.documents.read(path);
  if (!('text' in content)) {
    return { problem: `${file} ${content.message}.` };
  }
  let value: unknown;
  try {
    value = JSON.parse(content.text.replace(/^\uFEFF/, ''));
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
