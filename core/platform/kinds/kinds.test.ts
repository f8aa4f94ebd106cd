import { describe, expect, test } from 'vitest';
import { inferKind } from './infer';
import { bindingKinds, kindByKey, kindByWord, missingFields } from './kinds';
import { kindsFromSchema } from './schema';

describe('the table', () => {
  test.each(bindingKinds.map((kind) => [kind.key, kind] as const))('%s is whole', (key, kind) => {
    expect(kind.path.join('.')).toBe(key);
    expect(kind.documentation).toMatch(/^https:\/\/developers\.cloudflare\.com\/[a-z0-9/-]+\/$/);
    expect(kind.icon).toMatch(/^[a-z-]+$/);
    expect(kind.detail).toMatch(/^[A-Z][^\n]+[^.]$/);
    expect(kind.fields[0]?.name).toBe(kind.nameField);
    const names = kind.fields.filter(({ deprecated }) => deprecated === undefined).map(({ name }) => name);
    expect(new Set([...kind.required.flat(), ...kind.optional])).toEqual(new Set(names));
    expect(kind.fields.every(({ description }) => description.endsWith('.'))).toBe(true);
    // A wizard can ask for all that is required.
    const asked = kind.fields.filter(({ prompt }) => prompt !== undefined).map(({ name }) => name);
    expect(asked).toEqual(expect.arrayContaining(kind.required.flat()));
    if (kind.resourceField !== undefined) {
      expect(names).toContain(kind.resourceField);
    }
  });

  test('no key and no everyday word means two kinds', () => {
    expect(new Set(bindingKinds.map(({ key }) => key)).size).toBe(bindingKinds.length);
    for (const kind of bindingKinds) {
      for (const word of [kind.key, ...kind.words]) {
        expect(kindByWord(word)?.key, word).toBe(kind.key);
      }
    }
  });

  test('only static assets and log forwarding are inherited', () => {
    expect(bindingKinds.filter(({ inheritable }) => inheritable).map(({ key }) => key)).toEqual([
      'assets',
      'logfwdr.bindings',
    ]);
  });
});

describe('finding a kind', () => {
  test('by its key', () => {
    expect(kindByKey('durable_objects.bindings')?.label).toBe('Durable Object');
    expect(kindByKey('kv')).toBeUndefined();
  });

  test.each([
    ['kv', 'kv_namespaces'],
    ['d1', 'd1_databases'],
    ['r2', 'r2_buckets'],
    ['queue', 'queues.producers'],
    ['durable-object', 'durable_objects.bindings'],
    ['ai', 'ai'],
    ['vectorize', 'vectorize'],
    ['hyperdrive', 'hyperdrive'],
    ['service', 'services'],
    ['analytics-engine', 'analytics_engine_datasets'],
    ['browser', 'browser'],
    ['ratelimit', 'ratelimits'],
    ['mtls', 'mtls_certificates'],
    ['kv_namespace', 'kv_namespaces'],
    ['kv_namespaces', 'kv_namespaces'],
    ['queues.producers', 'queues.producers'],
    ['queues', 'queues.producers'],
    ['durable_objects', 'durable_objects.bindings'],
    ['Durable Object', 'durable_objects.bindings'],
    ['D1 databases', 'd1_databases'],
  ])('by the word %s', (word, key) => {
    expect(kindByWord(word)?.key).toBe(key);
  });

  test('not by other words', () => {
    expect(kindByWord('')).toBeUndefined();
    expect(kindByWord('vars')).toBeUndefined();
    expect(kindByWord('constructor')).toBeUndefined();
  });
});

describe('missing fields', () => {
  const missing = (word: string, fields: Record<string, unknown>) => {
    const kind = kindByWord(word);
    return kind && missingFields(kind, fields);
  };

  test('are those of the alternative that lacks least', () => {
    expect(missing('kv', { binding: 'A' })).toEqual([]);
    expect(missing('hyperdrive', { binding: 'A' })).toEqual(['id']);
    expect(missing('vpc-network', { binding: 'A', network_id: 'n' })).toEqual([]);
    expect(missing('vpc-network', { network_id: 'n' })).toEqual(['binding']);
    expect(missing('assets', {})).toEqual([]);
  });
});

describe('the kind that code suggests', () => {
  test.each([
    [['get', 'put'], 'kv_namespaces'],
    [['get'], 'kv_namespaces'],
    [['getWithMetadata'], 'kv_namespaces'],
    [['prepare', 'batch'], 'd1_databases'],
    [['exec'], 'd1_databases'],
    [['head'], 'r2_buckets'],
    [['put', 'createMultipartUpload'], 'r2_buckets'],
    [['idFromName', 'get'], 'durable_objects.bindings'],
    [['send'], 'queues.producers'],
    [['sendBatch'], 'queues.producers'],
    [['writeDataPoint'], 'analytics_engine_datasets'],
    [['run'], 'ai'],
    [['query', 'upsert'], 'vectorize'],
    [['limit'], 'ratelimits'],
    [['fetch'], 'services'],
    [['fetch', 'placeOrder'], 'services'],
    [['create'], 'workflows'],
  ])('by %j', (members, key) => {
    expect(inferKind(members)?.key).toBe(key);
  });

  test('is none when it uses nothing, or what nothing has', () => {
    expect(inferKind([])).toBeUndefined();
    expect(inferKind(['toUpperCase'])).toBeUndefined();
    expect(inferKind(['get', 'prepare'])).toBeUndefined();
  });
});

describe('kinds of a newer Wrangler', () => {
  const schema = {
    definitions: {
      RawEnvironment: {
        properties: {
          kv_namespaces: { type: 'array', items: { properties: { binding: { type: 'string' } } } },
          tail_consumers: { type: 'array', items: { properties: { service: { type: 'string' } } } },
          websearch: {
            type: 'object',
            properties: { binding: { type: 'string' }, remote: { type: 'boolean', description: 'Really.\nMore.' } },
            required: ['binding'],
            description: 'Searches the web. And more.',
          },
          clocks: { type: 'array', items: { $ref: '#/definitions/Clock' } },
        },
      },
      Clock: {
        properties: { binding: { type: 'string' }, zone: { type: 'string', enum: ['UTC', 'CET'] } },
        required: ['binding', 'zone'],
      },
    },
  };

  test('come from its schema', () => {
    const kinds = kindsFromSchema(schema);
    expect(kinds.slice(0, bindingKinds.length)).toEqual(bindingKinds);
    expect(kinds.slice(bindingKinds.length)).toMatchObject([
      {
        key: 'websearch',
        shape: 'single',
        required: [['binding']],
        optional: ['remote'],
        detail: 'Searches the web.',
        typeName: 'any',
      },
      {
        key: 'clocks',
        shape: 'list',
        required: [['binding', 'zone']],
        fields: [{ name: 'binding' }, { name: 'zone', values: ['UTC', 'CET'] }],
      },
    ]);
  });

  test('are none when there is no such schema', () => {
    for (const nothing of [undefined, null, 1, 'x', [], {}, { definitions: { RawEnvironment: { properties: 1 } } }]) {
      expect(kindsFromSchema(nothing)).toEqual(bindingKinds);
    }
  });

  test('have its newer fields and values', () => {
    const entry = {
      properties: {
        binding: { type: 'string' },
        name: { type: 'string' },
        shards: { type: 'integer', description: 'How many. Or more.' },
        jurisdiction: { type: 'string', enum: ['eu', 'moon'] },
        class_name: { anyOf: [{ type: 'string' }, { type: 'array' }] },
        limits: { type: 'object', properties: { steps: {}, bytes: { type: 'number' } } },
      },
    };
    const kinds = kindsFromSchema({
      definitions: { RawEnvironment: { properties: { workflows: { items: { anyOf: [entry, entry] } } } } },
    });
    const workflows = kinds.find(({ key }) => key === 'workflows');
    const field = (name: string) => workflows?.fields.find((each) => each.name === name);
    expect(field('shards')).toEqual({ name: 'shards', type: 'number', description: 'How many.' });
    expect(workflows?.optional).toContain('shards');
    expect(field('jurisdiction')?.values).toEqual(['eu', 'fedramp', 'us', 'moon']);
    expect(field('class_name')?.type).toBe('any');
    expect(field('limits')?.fields?.map(({ name }) => name)).toEqual(['steps', 'bytes']);
    expect(kinds.filter(({ key }) => key !== 'workflows')).toEqual(
      bindingKinds.filter(({ key }) => key !== 'workflows'),
    );
  });
});
