/** What a limit counts. */
export type LimitUnit = 'bytes' | 'characters' | 'count' | 'dimensions' | 'MB' | 'per second' | 'seconds';

/** A limit that Cloudflare documents. */
export interface PlatformLimit {
  readonly value: number;
  readonly unit: LimitUnit;
  /** The Workers plan that has it. */
  readonly plan: 'free' | 'paid' | 'both';
  /** The path below https://developers.cloudflare.com/ of the page that says so. */
  readonly page: string;
  /** The day on which that page was read and said so; missing where it has not been seen to. */
  readonly read?: string;
  /** A sentence for hovers, `{}` where the amount stands; missing for limits that only simulations apply. */
  readonly sentence?: string;
}

const day = '2026-11-28';

/**
 * Every limit of the platform that the product knows, by the key of its kind of binding; `workers` has those of a
 * Worker. Rules, hovers, fields of manifests and simulations read them here. `limits.test.ts` looks for second copies.
 */
export const limits = {
  kv_namespaces: {
    keyBytes: {
      value: 512,
      unit: 'bytes',
      plan: 'both',
      page: 'kv/platform/limits/',
      read: day,
      sentence: 'A key has at most {}.',
    },
    valueBytes: {
      value: 25 * 1024 * 1024,
      unit: 'bytes',
      plan: 'both',
      page: 'kv/platform/limits/',
      read: day,
      sentence: 'A value has at most {}.',
    },
    minimumExpirationSeconds: {
      value: 60,
      unit: 'seconds',
      plan: 'both',
      page: 'kv/api/write-key-value-pairs/',
      read: day,
      sentence: '`expirationTtl` is at least {}.',
    },
    writesPerSecond: {
      value: 1,
      unit: 'per second',
      plan: 'both',
      page: 'kv/platform/limits/',
      read: day,
      sentence: 'The same key takes about {} write per second.',
    },
    metadataBytes: { value: 1024, unit: 'bytes', plan: 'both', page: 'kv/platform/limits/', read: day },
    minimumCacheSeconds: { value: 30, unit: 'seconds', plan: 'both', page: 'kv/platform/limits/', read: day },
    keysPerGet: { value: 100, unit: 'count', plan: 'both', page: 'kv/api/read-key-value-pairs/', read: day },
    keysPerList: { value: 1000, unit: 'count', plan: 'both', page: 'kv/api/list-keys/', read: day },
  },
  d1_databases: {
    boundParameters: {
      value: 100,
      unit: 'count',
      plan: 'both',
      page: 'd1/platform/limits/',
      read: day,
      sentence: 'A query takes at most {} bound parameters.',
    },
    sqlBytes: {
      value: 100_000,
      unit: 'bytes',
      plan: 'both',
      page: 'd1/platform/limits/',
      read: day,
      sentence: 'A statement has at most {}.',
    },
    databaseBytes: {
      value: 10_000_000_000,
      unit: 'bytes',
      plan: 'paid',
      page: 'd1/platform/limits/',
      read: day,
      sentence: 'A database holds at most {}.',
    },
    freeDatabaseBytes: { value: 500_000_000, unit: 'bytes', plan: 'free', page: 'd1/platform/limits/', read: day },
    columns: { value: 100, unit: 'count', plan: 'both', page: 'd1/platform/limits/', read: day },
    rowBytes: { value: 2_000_000, unit: 'bytes', plan: 'both', page: 'd1/platform/limits/', read: day },
    functionArguments: { value: 32, unit: 'count', plan: 'both', page: 'd1/platform/limits/', read: day },
    patternBytes: { value: 50, unit: 'bytes', plan: 'both', page: 'd1/platform/limits/', read: day },
  },
  r2_buckets: {
    // The page says 5 TiB less 5 GiB.
    objectBytes: {
      value: 5_000_000_000_000,
      unit: 'bytes',
      plan: 'both',
      page: 'r2/platform/limits/',
      sentence: 'An object has at most {}.',
    },
    keyBytes: { value: 1024, unit: 'bytes', plan: 'both', page: 'r2/platform/limits/', read: day },
    metadataBytes: { value: 8192, unit: 'bytes', plan: 'both', page: 'r2/platform/limits/', read: day },
    keysPerList: { value: 1000, unit: 'count', plan: 'both', page: 'r2/api/workers/workers-api-reference/', read: day },
    keysPerDelete: { value: 1000, unit: 'count', plan: 'both', page: 'r2/api/workers/workers-api-reference/' },
    minimumPartBytes: {
      value: 5 * 1024 * 1024,
      unit: 'bytes',
      plan: 'both',
      page: 'r2/objects/multipart-objects/',
      read: day,
    },
    parts: { value: 10_000, unit: 'count', plan: 'both', page: 'r2/platform/limits/', read: day },
    minimumNameCharacters: { value: 3, unit: 'characters', plan: 'both', page: 'r2/buckets/create-buckets/' },
    nameCharacters: { value: 63, unit: 'characters', plan: 'both', page: 'r2/buckets/create-buckets/' },
  },
  'durable_objects.bindings': {
    // Of key-value storage; with SQLite, key and value have 2 MB together.
    keyBytes: { value: 2048, unit: 'bytes', plan: 'both', page: 'durable-objects/platform/limits/', read: day },
    valueBytes: { value: 131_072, unit: 'bytes', plan: 'both', page: 'durable-objects/platform/limits/', read: day },
    keysPerCall: {
      value: 128,
      unit: 'count',
      plan: 'both',
      page: 'durable-objects/api/legacy-kv-storage-api/',
      read: day,
    },
  },
  'queues.producers': {
    messageBytes: {
      value: 128_000,
      unit: 'bytes',
      plan: 'both',
      page: 'queues/platform/limits/',
      read: day,
      sentence: 'A message has at most {}.',
    },
    batchMessages: {
      value: 100,
      unit: 'count',
      plan: 'both',
      page: 'queues/platform/limits/',
      read: day,
      sentence: 'A batch holds at most {} messages.',
    },
    batchBytes: { value: 256_000, unit: 'bytes', plan: 'both', page: 'queues/platform/limits/', read: day },
    delaySeconds: { value: 43_200, unit: 'seconds', plan: 'both', page: 'queues/platform/limits/', read: day },
  },
  analytics_engine_datasets: {
    blobs: {
      value: 20,
      unit: 'count',
      plan: 'both',
      page: 'analytics/analytics-engine/limits/',
      read: day,
      sentence: 'A data point has at most {} blobs.',
    },
    doubles: {
      value: 20,
      unit: 'count',
      plan: 'both',
      page: 'analytics/analytics-engine/limits/',
      read: day,
      sentence: 'A data point has at most {} doubles.',
    },
    indexes: {
      value: 1,
      unit: 'count',
      plan: 'both',
      page: 'analytics/analytics-engine/limits/',
      read: day,
      sentence: 'A data point has {} index.',
    },
    indexBytes: { value: 96, unit: 'bytes', plan: 'both', page: 'analytics/analytics-engine/limits/', read: day },
    blobBytes: { value: 16_000, unit: 'bytes', plan: 'both', page: 'analytics/analytics-engine/limits/', read: day },
  },
  ratelimits: {
    shortPeriodSeconds: {
      value: 10,
      unit: 'seconds',
      plan: 'both',
      page: 'workers/runtime-apis/bindings/rate-limit/',
      read: day,
    },
    longPeriodSeconds: {
      value: 60,
      unit: 'seconds',
      plan: 'both',
      page: 'workers/runtime-apis/bindings/rate-limit/',
      read: day,
    },
  },
  vectorize: {
    dimensions: { value: 1536, unit: 'dimensions', plan: 'both', page: 'vectorize/platform/limits/', read: day },
    idBytes: { value: 64, unit: 'bytes', plan: 'both', page: 'vectorize/platform/limits/', read: day },
    matches: { value: 100, unit: 'count', plan: 'both', page: 'vectorize/platform/limits/', read: day },
    matchesWithData: { value: 50, unit: 'count', plan: 'both', page: 'vectorize/platform/limits/' },
  },
  workers: {
    memory: { value: 128, unit: 'MB', plan: 'both', page: 'workers/platform/limits/', read: day },
    /** How long `waitUntil` keeps a Worker after its response. */
    waitUntilSeconds: { value: 30, unit: 'seconds', plan: 'both', page: 'workers/platform/limits/', read: day },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, PlatformLimit>>>>;

/** What a hover says of the limits of a kind of binding: plain sentences, none for a kind without limits. */
export function limitSentences(kind: string): readonly string[] {
  const all: Readonly<Record<string, Readonly<Record<string, PlatformLimit>>>> = limits;
  return Object.values(all[kind] ?? {}).flatMap((limit) =>
    limit.sentence === undefined ? [] : [limit.sentence.replace('{}', amountText(limit))],
  );
}

/** Units of bytes from the largest on. Cloudflare counts 1 KB as 1,000 bytes and 1 MiB as 1,048,576. */
const byteUnits = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1024 * 1024, 'MiB'],
  [1e6, 'MB'],
  [1e3, 'KB'],
] as const;

/** An amount as a sentence has it: `25 MiB`, `60 seconds`, `100`, `one`. */
export function amountText({ value, unit }: Pick<PlatformLimit, 'value' | 'unit'>): string {
  if (unit === 'bytes') {
    const [size, name] = byteUnits.find(([each]) => value % each === 0) ?? [1, 'bytes'];
    return `${value / size} ${name}`;
  }
  if (unit === 'seconds' || unit === 'MB') {
    return `${value} ${unit}`;
  }
  return value === 1 ? 'one' : String(value);
}
