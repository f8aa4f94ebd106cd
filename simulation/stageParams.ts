import { type StageKind, stageKinds } from '../core/platform/stages/stages';
import type { Refused } from '../core/refused';
import { type EventFields, type SampleEvent, sampleEvents, visitor } from './samples';
import type { PageFacts, ParamsFunction } from './sandbox/realm/command';

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
  /** For stages of the browser: the page that they run in. */
  readonly page?: PageFacts;
}

const browserFunctions: Readonly<Record<string, readonly ParamsFunction[]>> = {
  'browser/init': ['sendTag', 'sendEdgeData'],
  'browser/tag': ['sendTag'],
};

const destination = 'destination-1';

/** What a stage of the browser finds in `params`. */
function browserData(kind: StageKind, all: EventFields): Readonly<Record<string, unknown>> {
  const { userId, user, isNewUser, session, payload, origin } = all;
  const { eventId, eventName, data = {} } = payload;
  if (kind.result === 'transformation') {
    const { customData, providerData, domain, platform } = all;
    return { payload, userId, user, customData, providerData, origin, domain, platform };
  }
  switch (kind.id) {
    case 'browser/init':
      return {
        userId,
        isNewUser,
        session,
        baseUrl: origin,
        manifest: { package: 'playground', tagName: 'playground', geoRegions: [] },
        keyName: 'playground',
        destination,
        consentData: { consent: { all: true }, categories: consent, consentSettings: {} },
      };
    case 'browser/tag':
      return { userId, sessionId: session?.sessionId ?? null, eventId, eventName, data, destination };
    default:
      return { userId, data: 'eventName' in payload ? user : payload, destination };
  }
}

const consent = { advertising: true, analytics: true, functional: true, share_pii: true, necessary: true };

function pageOf({ payload, cookies, hostData, origin }: EventFields): PageFacts {
  const text = (value: unknown, otherwise = '') => (typeof value === 'string' ? value : otherwise);
  return {
    url: text(payload.pageUrl, `${origin}/`),
    title: text(payload.pageTitle),
    referrer: text(payload.referrer),
    cookies,
    userAgent: text(hostData.userAgent),
  };
}

/** What a stage gets from an event, or the sentence that says why the stage cannot run. */
export function stageParams(stage: string, event: SampleEvent): StageParams | Refused {
  const kind = stageKinds.find(
    ({ id, result }) => stage === id || (result === 'response' && stage.startsWith(`${id}/`)),
  );
  if (!kind) {
    return { refused: `${stage} is not a stage.` };
  }
  const row = rows[kind.id];
  const all: EventFields = { payload: sampleEvents.Purchase.payload, ...visitor, ...event };
  if (kind.runtime === 'browser') {
    const functions = browserFunctions[kind.id] ?? [];
    return { kind, data: browserData(kind, all), functions, page: pageOf(all) };
  }
  if (!row) {
    return { refused: `${stage} is not a stage.` };
  }
  const data: Record<string, unknown> = Object.fromEntries(row.fields.map((field) => [field, all[field]]));
  if (kind.id === 'edge/user' && 'eventName' in all.payload) {
    // A tracked event says nothing of the identity fields that are being saved.
    data.payload = all.user;
  }
  return { kind, data, functions: row.functions };
}
