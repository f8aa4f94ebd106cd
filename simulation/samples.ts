import { nearestName } from '../core/nearestName';
import type { sampleEventNames } from '../core/platform/stages/stages';
import type { Refused } from '../core/refused';

/** A line of a cart or an order. */
export interface SampleItem {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly quantity: number;
  readonly item_price: number;
}

/** Everything that a stage's `params` may take from an event. A field left out is the sample visitor's. */
export interface EventFields {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly userId: string;
  readonly user: Readonly<Record<string, unknown>>;
  readonly customData: Readonly<Record<string, unknown>>;
  readonly providerData: Readonly<Record<string, unknown>>;
  readonly origin: string;
  readonly domain: string;
  readonly platform: string;
  readonly isNewUser: boolean;
  readonly session: { readonly isNewSession: boolean; readonly sessionId: string } | null;
  readonly cookies: string;
  readonly hostData: Readonly<Record<string, unknown>>;
  /** ISO 8601; `params.scheduledTime` is its Date. */
  readonly scheduledTime: string;
  readonly currentUser: Readonly<Record<string, unknown>>;
}

/** An event to simulate: a name for people, and the fields that it has. */
export interface SampleEvent extends Partial<EventFields> {
  readonly name: string;
}

const origin = 'https://www.juniper-and-oak.example';

/** The visitor that all samples share. */
export const visitor: Omit<EventFields, 'payload'> = {
  userId: '6f1c2b0e-58a4-4f0d-9b55-2f7d1f3c9a10',
  user: {
    email: 'maya.lindqvist@example.com',
    phone: '+12065550142',
    firstName: 'Maya',
    lastName: 'Lindqvist',
    address: '418 Alder Street',
    city: 'Seattle',
    state: 'WA',
    zip: '98101',
    country: 'US',
    dateOfBirth: '1990-04-17',
    gender: 'f',
  },
  customData: { loyaltyTier: 'silver', newsletter: true },
  providerData: {
    fbp: 'fb.1.1767606000000.1098115397',
    fbc: 'fb.1.1767606000000.IwAR2sampleClickId',
    gclid: 'Cj0KCQiAsampleGclid',
  },
  origin,
  domain: 'juniper-and-oak.example',
  platform: 'SHOPIFY',
  isNewUser: true,
  session: { isNewSession: true, sessionId: '0b9d4c1e-2a77-4c3e-8a61-5f2f6f0f7d21' },
  cookies: '_fbp=fb.1.1767606000000.1098115397; _ga=GA1.1.1514830941.1767606000; theme=light',
  hostData: {
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
    ip: '203.0.113.42',
    country: 'US',
    city: 'Seattle',
    region: 'Washington',
    timezone: 'America/Los_Angeles',
    postalCode: '98101',
  },
  scheduledTime: '2026-01-05T09:35:00.000Z',
  currentUser: {
    userId: 'usr_3f9a1c',
    email: 'sam.okafor@example.com',
    role: 'admin',
    teamId: 'team_72b1',
  },
};

const mug: SampleItem = {
  id: 'JO-MUG-011',
  title: 'Stoneware mug, moss',
  category: 'Kitchen',
  quantity: 2,
  item_price: 18.5,
};
const throwBlanket: SampleItem = {
  id: 'JO-THR-204',
  title: 'Wool throw, oat',
  category: 'Living room',
  quantity: 1,
  item_price: 92,
};

/** The three sample events, by name. */
export const sampleEvents = {
  Purchase: {
    name: 'Purchase',
    payload: {
      eventName: 'Purchase',
      eventId: 'b7a4b0a2-9f6e-4a51-8c3b-0d5d8f2f4e01',
      pageUrl: `${origin}/checkout/thank-you?order=JO-10482`,
      pageTitle: 'Thank you for your order',
      referrer: `${origin}/checkout`,
      locale: 'en-US',
      data: {
        currency: 'USD',
        value: 129,
        orderId: 'JO-10482',
        contents: [mug, throwBlanket],
      },
    },
  },
  PageView: {
    name: 'PageView',
    payload: {
      eventName: 'PageView',
      eventId: '1d2f7c9e-4b83-4d0a-a2c6-7e9b1c5a3f02',
      pageUrl: `${origin}/collections/kitchen?utm_source=newsletter&gclid=Cj0KCQiAsampleGclid`,
      pageTitle: 'Kitchen | Juniper & Oak',
      referrer: 'https://www.google.com/',
      locale: 'en-US',
      data: { name: 'Kitchen', category: 'Collection' },
    },
  },
  AddToCart: {
    name: 'AddToCart',
    payload: {
      eventName: 'AddToCart',
      eventId: '9c0e5b7d-3a16-4f42-b8d9-6a2e4c8f1b03',
      pageUrl: `${origin}/products/stoneware-mug-moss`,
      pageTitle: 'Stoneware mug, moss | Juniper & Oak',
      referrer: `${origin}/collections/kitchen`,
      locale: 'en-US',
      data: { currency: 'USD', value: 37, contents: [mug] },
    },
  },
} as const satisfies Record<SampleName, SampleEvent>;

export type SampleName = (typeof sampleEventNames)[number];

/**
 * The event that the JSON of a user's event file means: fields of `params` (`{ payload, user, … }`), or a payload
 * alone (`{ eventName, data, … }`). Refused where it is neither.
 */
export function readEvent(value: unknown, name: string): SampleEvent | Refused {
  if (!isObject(value)) {
    return { refused: 'An event must be a JSON object, such as { "eventName": "Purchase", "data": {} }.' };
  }
  const { $schema: _, ...fields } = value;
  const isPayload = !('payload' in fields) && !Object.keys(fields).some((key) => key in visitor);
  if (isPayload) {
    return { name, payload: fields };
  }
  const refused = Object.entries(fields).map(wrongField).find(Boolean);
  return refused ? { refused } : { ...(fields as Partial<EventFields>), name };
}

const objects = ['payload', 'user', 'customData', 'providerData', 'hostData', 'currentUser'];
const texts = ['userId', 'origin', 'domain', 'platform', 'cookies', 'scheduledTime'];

/** What is wrong with a field of an event: one sentence. */
function wrongField([key, value]: [string, unknown]): string | undefined {
  if (objects.includes(key)) {
    return isObject(value) ? undefined : `The "${key}" of an event must be a JSON object.`;
  }
  if (texts.includes(key)) {
    const fine = typeof value === 'string' && (key !== 'scheduledTime' || !Number.isNaN(Date.parse(value)));
    return fine
      ? undefined
      : `The "${key}" of an event must be a text${key === 'scheduledTime' ? ' with a date' : ''}.`;
  }
  if (key === 'isNewUser') {
    return typeof value === 'boolean' ? undefined : 'The "isNewUser" of an event must be true or false.';
  }
  if (key === 'session') {
    return value === null || isObject(value) ? undefined : 'The "session" of an event must be a JSON object or null.';
  }
  const known = ['payload', ...Object.keys(visitor)];
  const near = nearestName(key, known);
  return `An event has no "${key}"${near ? `: did you mean "${near}"?` : `. It may have ${known.join(', ')}.`}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
