import { nearestName } from '../../core/nearestName';
import type { Refused } from '../../core/refused';
import type { ManifestNode } from '../../core/sources/document';
import { nodeAt } from '../../core/sources/document';
import { readJsonc } from '../../core/sources/jsonc/read';
import { plainValue } from '../../core/sources/plainValue';
import { LineIndex } from '../../core/text';
import type { SourcePlace } from '../events';
import type { SimulatedHttp } from '../request';

/** Where scenarios are, below a Destination's root. */
export const scenarioFolder = 'simulation/scenarios';

/** What a step must have done. What is left out is not looked at; an error is never expected unless it says so. */
export interface Expectations {
  /** The requests, all of them in order; `[]` for none. Each says what must be in it. */
  readonly requests?: readonly unknown[];
  /** Calls on bindings that must be among those made, in this order. */
  readonly bindings?: readonly unknown[];
  /** Texts that must be among the logs, in this order; `*` stands for any text. */
  readonly logs?: readonly unknown[];
  readonly return?: unknown;
  /** What an API handler's response must have: `{ status, headers, body }`. */
  readonly response?: unknown;
  /** The message that an error must have. */
  readonly error?: string;
  /** By store, the entries that it must hold at the end of the step; `null` for a key that it must not have. */
  readonly state?: Readonly<Record<string, unknown>>;
}

/** A run of a stage, or time that passes. */
export interface Step {
  /** `edge/tag`; absent where the step only waits. */
  readonly stage?: string;
  /** The name of an event, or an event itself. */
  readonly event?: unknown;
  readonly http?: SimulatedHttp;
  /** Milliseconds that pass before the step. */
  readonly waitMs: number;
  readonly expect: Expectations;
}

/** A visitor's way through the stages, with bindings shared along it. */
export interface Scenario {
  readonly name: string;
  /** Relative to the Destination's root. */
  readonly file: string;
  readonly engine?: 'memory' | 'workerd';
  /** A seed file, relative to the root, or what it would hold. */
  readonly seed?: unknown;
  /** Fields that every event of the scenario has. */
  readonly visitor: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  /** Where a part of the scenario stands in its file. */
  readonly placeOf: (path: readonly (string | number)[]) => SourcePlace;
}

/** Why a scenario cannot be run, and where in its file that stands. */
export interface ScenarioRefusal extends Refused {
  readonly at: SourcePlace;
}

const scenarioKeys = ['$schema', 'name', 'description', 'engine', 'seed', 'visitor', 'steps'];
const stepKeys = ['stage', 'event', 'wait', 'request', 'expect', 'description'];
const expectKeys = ['requests', 'bindings', 'logs', 'return', 'response', 'error', 'state'];
const lists = ['requests', 'bindings', 'logs'];

/** Reads a scenario, which may have comments in it; the first thing that is wrong, and where. */
export function readScenario(file: string, text: string): Scenario | ScenarioRefusal {
  const document = readJsonc(text);
  const lines = new LineIndex(text);
  const at = (offset: number): SourcePlace => ({ file, ...lines.positionAt(offset) });
  const placeOf = (path: readonly (string | number)[]): SourcePlace => {
    let node: ManifestNode | undefined;
    for (let length = path.length; !node && length >= 0; length -= 1) {
      node = nodeAt(document.root, path.slice(0, length));
    }
    return at(node?.range.start ?? 0);
  };
  const wrong = (why: string, path: readonly (string | number)[]): ScenarioRefusal => ({
    refused: `${why}.`,
    at: placeOf(path),
  });
  const [syntax] = document.problems;
  if (syntax) {
    return { refused: `The scenario cannot be read: ${syntax.message}`, at: at(syntax.range.start) };
  }
  const content = plainValue(document.root);
  if (!isObject(content)) {
    return wrong('A scenario must be an object with "steps"', []);
  }
  const unknown = unknownKey(content, scenarioKeys);
  if (unknown) {
    return wrong(`A scenario has no "${unknown.key}"${unknown.hint}`, [unknown.key]);
  }
  const { engine, visitor = {}, steps } = content;
  if (engine !== undefined && engine !== 'memory' && engine !== 'workerd') {
    return wrong('The engine of a scenario is "memory" or "workerd"', ['engine']);
  }
  if (!isObject(visitor)) {
    return wrong('The visitor must be an object with fields of params', ['visitor']);
  }
  if (!Array.isArray(steps) || steps.length === 0) {
    return wrong('A scenario must have "steps": a list of at least one', ['steps']);
  }
  const read: Step[] = [];
  for (const [index, step] of steps.entries()) {
    const one = readStep(step);
    if (isWrong(one)) {
      return wrong(one.why, ['steps', index, ...one.path]);
    }
    read.push(one);
  }
  return {
    name: typeof content.name === 'string' ? content.name : nameOf(file),
    file,
    ...(engine && { engine }),
    ...(content.seed !== undefined && { seed: content.seed }),
    visitor,
    steps: read,
    placeOf,
  };
}

/** The name of a scenario in a file. */
export function nameOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.jsonc?$/, '');
}

/** What is wrong with a step, a sentence without its full stop, and which part of it. */
interface WrongStep {
  readonly why: string;
  readonly path: readonly string[];
}

function readStep(step: unknown): Step | WrongStep {
  if (!isObject(step)) {
    return { why: 'A step must be an object with a "stage"', path: [] };
  }
  const unknown = unknownKey(step, stepKeys);
  if (unknown) {
    return { why: `A step has no "${unknown.key}"${unknown.hint}`, path: [unknown.key] };
  }
  const { stage, event, wait, request, expect = {} } = step;
  if (stage === undefined ? wait === undefined : typeof stage !== 'string') {
    return { why: 'A step must have a "stage", such as "edge/tag", or a "wait"', path: ['stage'] };
  }
  const waitMs = wait === undefined ? 0 : durationOf(wait);
  if (waitMs === undefined) {
    return { why: 'A "wait" is a time such as "30 seconds", "2 hours" or "1 day"', path: ['wait'] };
  }
  if (request !== undefined && !isObject(request)) {
    return {
      why: 'The "request" of a step must be an object: { "method", "url", "headers", "body" }',
      path: ['request'],
    };
  }
  if (!isObject(expect)) {
    return { why: 'What is expected must be an object', path: ['expect'] };
  }
  const unexpected = unknownKey(expect, expectKeys);
  if (unexpected) {
    return { why: `Nothing expects "${unexpected.key}"${unexpected.hint}`, path: ['expect', unexpected.key] };
  }
  const noList = lists.find((key) => expect[key] !== undefined && !Array.isArray(expect[key]));
  if (noList) {
    return { why: `"${noList}" must be a list`, path: ['expect', noList] };
  }
  if (expect.error !== undefined && typeof expect.error !== 'string') {
    return { why: '"error" must be the text of a message, with * for any text', path: ['expect', 'error'] };
  }
  return {
    ...(stage !== undefined && { stage: `${stage}` }),
    ...(event !== undefined && { event }),
    ...(request && { http: httpOf(request) }),
    waitMs,
    expect: expect as Expectations,
  };
}

const isWrong = (step: Step | WrongStep): step is WrongStep => 'why' in step;

function httpOf({ body, ...rest }: Readonly<Record<string, unknown>>): SimulatedHttp {
  return {
    ...(rest as SimulatedHttp),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}

const units: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Milliseconds of `"2 hours"`, or of a number of seconds. */
function durationOf(value: unknown): number | undefined {
  if (typeof value === 'number' && value >= 0) {
    return value * 1000;
  }
  const match = /^(\d+(?:\.\d+)?)\s*(second|minute|hour|day)s?$/.exec(typeof value === 'string' ? value.trim() : '');
  return match ? Number(match[1]) * (units[match[2] ?? ''] ?? 0) : undefined;
}

function unknownKey(object: Readonly<Record<string, unknown>>, known: readonly string[]) {
  const key = Object.keys(object).find((each) => !known.includes(each));
  const near = key === undefined ? undefined : nearestName(key, known);
  return key === undefined
    ? undefined
    : { key, hint: near ? `: did you mean "${near}"?` : `: it may have ${known.join(', ')}` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
