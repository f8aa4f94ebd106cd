import type { Refused } from '../../core/refused';
import type { DeclaredBinding, RunState } from '../sandbox/realm/command';
import type { WorkerdSetup } from '../workerd/command';

/** What stores and databases hold before a run. */
export interface Seed {
  readonly state: RunState;
  readonly sql: WorkerdSetup['sql'];
}

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads a seed file. SQL goes to the only D1 database. JSON is an object by binding: a KV namespace or an R2 bucket has
 * an object of key → text, or → `{ value | json | base64, metadata?, expirationTtl?, httpMetadata?, customMetadata? }`;
 * a D1 database an object of table → rows. Refused with what is wrong.
 */
export function readSeed(file: string, text: string, bindings: readonly DeclaredBinding[]): Seed | Refused {
  return /\.sql$/i.test(file) ? readSql(file, text, bindings) : readJson(file, text, bindings);
}

function readSql(file: string, sql: string, bindings: readonly DeclaredBinding[]): Seed | Refused {
  const databases = bindings.filter(({ kind }) => kind === 'd1_databases');
  const [database] = databases;
  if (!database || databases.length > 1) {
    const has = database ? `${databases.length} D1 databases: seed them from a JSON file` : 'no D1 database to seed';
    return { refused: `${file}: the manifest has ${has}.` };
  }
  return { state: {}, sql: [{ binding: database.name, file, sql }] };
}

function readJson(file: string, text: string, bindings: readonly DeclaredBinding[]): Seed | Refused {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { refused: `${file} is not JSON: ${(error as Error).message}.` };
  }
  return seedOf(file, content, bindings);
}

/** As `readSeed`, for JSON that has been read: the `seed` of a scenario. */
export function seedOf(file: string, content: unknown, bindings: readonly DeclaredBinding[]): Seed | Refused {
  if (!isObject(content)) {
    return { refused: `${file}: a seed must be an object whose keys are the names of bindings.` };
  }
  const stores: Record<string, unknown> = {};
  const sql: WorkerdSetup['sql'][number][] = [];
  for (const [name, entries] of Object.entries(content)) {
    const binding = bindings.find((each) => each.name === name);
    const kind = binding?.kind ?? '';
    if (!isObject(entries) || !['kv_namespaces', 'r2_buckets', 'd1_databases'].includes(kind)) {
      const what = binding ? 'takes no seed: only KV namespaces, R2 buckets and D1 databases do' : 'is no binding';
      return { refused: `${file}: ${name} ${isObject(entries) ? what : 'must be an object'}.` };
    }
    if (kind === 'd1_databases') {
      const inserts = Object.entries(entries).map(([table, rows]) => insertsOf(table, rows));
      if (inserts.includes(undefined)) {
        return { refused: `${file}: a table of ${name} must be a list of rows, each an object of column → value.` };
      }
      sql.push({ binding: name, file, sql: inserts.join('\n') });
    } else {
      stores[name] = kind === 'kv_namespaces' ? kvEntries(entries) : r2Objects(entries);
    }
  }
  return { state: { bindings: stores }, sql: sql.filter((each) => each.sql.trim() !== '') };
}

function kvEntries(entries: Entry): Entry {
  const now = Math.floor(Date.now() / 1000);
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => {
      const { metadata, expirationTtl } = isObject(entry) ? entry : {};
      return [
        key,
        {
          bytes: bytesOf(entry),
          ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }),
          ...(expirationTtl !== undefined && { expiration: now + Number(expirationTtl) }),
        },
      ];
    }),
  );
}

function r2Objects(entries: Entry): Entry[] {
  return Object.entries(entries).map(([key, entry]) => {
    const { httpMetadata = {}, customMetadata = {} } = isObject(entry) ? entry : {};
    return { key, bytes: { $: 'bytes', value: bytesOf(entry) }, httpMetadata, customMetadata };
  });
}

/** The bytes of an entry, a character each. */
function bytesOf(entry: unknown): string {
  if (isObject(entry)) {
    if (typeof entry.base64 === 'string') {
      return Buffer.from(entry.base64, 'base64').toString('latin1');
    }
    if (typeof entry.value === 'string') {
      return latin1(entry.value);
    }
    if ('json' in entry) {
      return latin1(JSON.stringify(entry.json));
    }
  }
  return latin1(typeof entry === 'string' ? entry : JSON.stringify(entry));
}

const latin1 = (text: string) => Buffer.from(text).toString('latin1');

function insertsOf(table: string, rows: unknown): string | undefined {
  if (!Array.isArray(rows) || !rows.every(isObject)) {
    return undefined;
  }
  return rows
    .map((row) => {
      const columns = Object.keys(row).map(quoted).join(', ');
      const values = Object.values(row).map(literal).join(', ');
      return `INSERT INTO ${quoted(table)} (${columns}) VALUES (${values});`;
    })
    .join('\n');
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function literal(value: unknown): string {
  if (value === null || value === undefined) {
    return 'NULL';
  }
  if (typeof value === 'number') {
    return `${value}`;
  }
  if (typeof value === 'boolean') {
    return value ? '1' : '0';
  }
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
