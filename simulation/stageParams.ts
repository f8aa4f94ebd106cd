import { type StageKind, stageKinds } from '../core/stages/stages';
import { type EventFields, type SampleEvent, sampleEvents, visitor } from './samples';
import type { ParamsFunction } from './sandbox/realm/command';

interface ParamsRow {
  readonly fields: readonly (keyof EventFields)[];
  readonly functions: readonly ParamsFunction[];
}

const outbound = ['requestHandler', 'identity'] as const;
const transformation: ParamsRow = {
  fields: ['payload', 'userId', 'user', 'customData', 'providerData', 'origin', 'domain', 'platform', 'hostData'],
  functions: [],
};

/** What each kind of stage finds in `params` beside its variables, `infra` and `logger`. */
const rows: Readonly<Record<string, ParamsRow>> = {
  'edge/init': { fields: ['userId', 'isNewUser', 'session', 'cookies', 'hostData'], functions: outbound },
  'edge/tag': {
    fields: ['payload', 'userId', 'user', 'customData', 'providerData', 'origin', 'domain', 'platform', 'hostData'],
    functions: outbound,
  },
  'edge/user': { fields: ['payload', 'userId', 'user', 'customData', 'hostData'], functions: outbound },
  'edge/scheduled': { fields: ['scheduledTime'], functions: ['requestHandler', 'reporting'] },
  'apis/cdn': { fields: [], functions: [] },
  'apis/server': { fields: ['currentUser'], functions: [] },
  'edge/tagRoot': transformation,
  'edge/tagChannel': transformation,
  'edge/tagInstance': transformation,
};

/** The `params` of one run: its data as JSON, and what the sandbox adds to it. */
export interface StageParams {
  readonly kind: StageKind;
  readonly data: Readonly<Record<string, unknown>>;
  readonly functions: readonly ParamsFunction[];
}

/** What a stage gets from an event, or the sentence that says why the stage cannot run. */
export function stageParams(stage: string, event: SampleEvent): StageParams | { readonly problem: string } {
  const kind = stageKinds.find(
    ({ id, result }) => stage === id || (result === 'response' && stage.startsWith(`${id}/`)),
  );
  if (!kind) {
    return { problem: `${stage} is not a stage.` };
  }
  const row = rows[kind.id];
  if (!row) {
    return { problem: `${stage} runs in the visitor's browser, which cannot be simulated yet.` };
  }
  const all: EventFields = { payload: sampleEvents.Purchase.payload, ...visitor, ...event };
  const data: Record<string, unknown> = Object.fromEntries(row.fields.map((field) => [field, all[field]]));
  if (kind.id === 'edge/user' && 'eventName' in all.payload) {
    // A tracked event says nothing of the identity fields that are being saved.
    data.payload = all.user;
  }
  return { kind, data, functions: row.functions };
}
