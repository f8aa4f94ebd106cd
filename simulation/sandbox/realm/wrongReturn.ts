import type { StageResult } from '../../../core/platform/stages/stages';
import { Response } from './web/response';

interface Wrong {
  readonly name: string;
  readonly message: string;
}

/** What is wrong with the value that a stage returned; `undefined` when nothing is. */
export function wrongReturn(value: unknown, expected: StageResult, stage: string): Wrong | undefined {
  switch (expected) {
    case 'response':
      return value instanceof Response
        ? undefined
        : {
            name: 'MissingResponse',
            message: `The API handler returned ${kindOf(value)}; it must return a Response, such as Response.json({ ok: true }).`,
          };
    case 'transformation':
      return wrongTransformation(value, stage);
    default:
      return undefined;
  }
}

type Check = (value: unknown) => string | undefined;

const object: Check = (value) => (isObject(value) ? undefined : 'must be an object');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const events: Check = (value) => {
  if (!Array.isArray(value)) {
    return 'must be a list of events';
  }
  const wrong = value.findIndex((event) => !isObject(event));
  return wrong < 0 ? undefined : `must hold objects: its item ${wrong} is ${kindOf(value[wrong])}`;
};

/** The four things that a Transformation may return, and where only some may. */
const fields: Readonly<Record<string, { readonly check: Check; readonly only?: RegExp; readonly where?: string }>> = {
  payload: { check: object },
  skipEvent: { check: flag },
  additionalEvents: { check: events, only: /Root$/, where: 'a root Transformation (tagRoot, clientTagRoot)' },
  user: { check: object, only: /^edge\//, where: 'a Transformation on the edge' },
};

function wrongTransformation(value: unknown, stage: string): Wrong | undefined {
  const name = 'WrongReturn';
  if (!isObject(value)) {
    const shape = 'an object with any of payload, skipEvent, additionalEvents and user';
    return { name, message: `The Transformation returned ${kindOf(value)}; it must return ${shape}.` };
  }
  for (const key of Object.keys(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!field) {
      const known = Object.keys(fields).join(', ');
      return {
        name,
        message: `The Transformation returned "${key}", which the platform does not read. It reads ${known}.`,
      };
    }
    if (value[key] === undefined) {
      continue;
    }
    if (field.only && !field.only.test(stage)) {
      return { name, message: `The Transformation returned "${key}", which only ${field.where} may return.` };
    }
    const problem = field.check(value[key]);
    if (problem) {
      return { name, message: `The Transformation returned ${kindOf(value[key])} as "${key}", which ${problem}.` };
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
