import { resolve } from 'node:path';
import { sampleEventNames } from '../../core/stages/stages';
import {
  readEvent as readEventFields,
  type SampleEvent,
  type SampleName,
  sampleEvents,
} from '../../simulation/samples';
import { Failure } from '../failure';
import { type Project, toPath } from '../project';

/** The event of `--event`: a sample, an event of `simulation/events/` by its name, or a JSON file. */
export function readEvent({ service, root, relative }: Project, name: string): SampleEvent {
  if ((sampleEventNames as readonly string[]).includes(name)) {
    return sampleEvents[name as SampleName];
  }
  const path = [resolve(name), resolve(root, name)]
    .map(toPath)
    .find((each) => service.workspace.documents.exists(each));
  if (path === undefined) {
    throw new Failure(`--event is ${sampleEventNames.join(', ')} or a JSON file; there is no '${name}'.`);
  }
  const content = service.workspace.documents.read(path);
  if (!('text' in content)) {
    throw new Failure(`${relative(path)} ${content.message}.`);
  }
  const event = readEventFields(parseJson(content.text, relative(path)), name);
  if ('problem' in event) {
    throw new Failure(`${relative(path)}: ${event.problem}`);
  }
  return event;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
}
