import { WorkerEntrypoint } from 'cloudflare:workers';
import { doorName, isOfOwner } from './door';

// The Worker that has the real bindings. Stages run in isolates of their own, and reach a binding by calls on `Bindings`.

type Method = (...args: unknown[]) => unknown;
type Binding = Readonly<Record<string, Method>>;
type Env = Readonly<Record<string, Binding>>;

interface Statement {
  bind(...values: unknown[]): Statement;
  run(): Promise<unknown>;
  [method: string]: Method;
}

/** What loads stages. */
const loaderName = 'INFRA_LOADER';
/** What is in the environment beside the bindings of the project: no stage may call it. */
const own: ReadonlySet<string> = new Set([loaderName, doorName]);

export class Bindings extends WorkerEntrypoint<Env> {
  /** A call whose arguments and answer can travel as they are. */
  call(name: string, method: string, args: unknown[]): unknown {
    return this.#on(name, method, ...args);
  }

  /** A call on a bucket: objects travel as their fields and bytes. */
  async bucket(name: string, method: string, args: unknown[]): Promise<unknown> {
    const answer = await this.#on(name, method, ...args);
    if (method === 'list') {
      const { objects, ...rest } = answer as { objects: StoredObject[] };
      return { ...rest, objects: objects.map(fieldsOf) };
    }
    if (method === 'createMultipartUpload') {
      const { key, uploadId } = answer as { key: string; uploadId: string };
      return { key, uploadId };
    }
    return answer ? objectOf(answer as StoredObject) : answer;
  }

  /** A call on a multipart upload. */
  async upload(name: string, key: string, id: string, method: string, args: unknown[]): Promise<unknown> {
    const upload = this.#on(name, 'resumeMultipartUpload', key, id) as Binding;
    const answer = await called(upload, method, args);
    return method === 'complete' ? fieldsOf(answer as StoredObject) : answer;
  }

  /** Executes a prepared statement. */
  statement(name: string, [sql, values]: [string, unknown[]], method: string, args: unknown[]): unknown {
    return called(this.#prepared(name, sql, values), method, args);
  }

  batch(name: string, statements: [string, unknown[]][]): unknown {
    return this.#on(
      name,
      'batch',
      statements.map(([sql, values]) => this.#prepared(name, sql, values)),
    );
  }

  /** A call on a Durable Object. */
  async object(name: string, id: string, method: string, args: unknown[]): Promise<unknown> {
    const objectId = this.#on(name, 'idFromName', id);
    const stub = this.#on(name, 'get', objectId) as Binding;
    return called(stub, method, args);
  }

  /** A call on a workflow or, with an `id`, on one of its instances, which travel as their ids. */
  async workflow(name: string, id: string | null, method: string, args: unknown[]): Promise<unknown> {
    if (id === null) {
      const made = (await this.#on(name, method, ...args)) as { id: string } | { id: string }[];
      return Array.isArray(made) ? made.map((instance) => instance.id) : made.id;
    }
    const instance = (await this.#on(name, 'get', id)) as Binding;
    return called(instance, method, args);
  }

  /** What an image is or, with `output`, what becomes of it. */
  async image(name: string, image: Image, output?: object): Promise<unknown> {
    if (!output) {
      return this.#on(name, 'info', new Blob([image.bytes]).stream());
    }
    const made = await this.#transformed(name, image).output(output);
    return { bytes: await made.response().arrayBuffer(), contentType: made.contentType() };
  }

  #transformed(name: string, { bytes, steps }: Image): Transformer {
    const start = this.#on(name, 'input', new Blob([bytes]).stream()) as Transformer;
    return steps.reduce(
      (image, { transform, draw, options }) =>
        draw ? image.draw(this.#transformed(name, draw), options) : image.transform(transform),
      start,
    );
  }

  #on(name: string, method: string, ...args: unknown[]): unknown {
    return called(this.#binding(name), method, args);
  }

  #prepared(name: string, sql: string, values: readonly unknown[]): Binding {
    return prepared(this.#binding(name), sql, values);
  }

  #binding(name: string): Binding {
    const binding = typeof name === 'string' && Object.hasOwn(this.env, name) && !own.has(name) && this.env[name];
    if (typeof binding !== 'object') {
      throw new Error(`There is no binding ${name}.`);
    }
    return binding;
  }
}

/** Calls a method that the platform gives to an object: none of those that every object has. */
function called(target: Binding, method: string, args: readonly unknown[]): unknown {
  if (typeof method !== 'string' || method in Object.prototype) {
    throw new TypeError(`There is no method ${String(method)}.`);
  }
  // Called in place: a stub of a service takes every other use of a method for a call across.
  return target[method]?.(...args);
}

/** An image, and what is to be done with it. */
export interface Image {
  readonly bytes: ArrayBuffer;
  readonly steps: readonly { readonly transform?: unknown; readonly draw?: Image; readonly options?: unknown }[];
}

interface Transformer {
  transform(options: unknown): Transformer;
  draw(image: Transformer, options: unknown): Transformer;
  output(options: object): Promise<{ response(): Response; contentType(): string }>;
}

interface StoredObject {
  readonly key: string;
  readonly body?: ReadableStream;
  readonly range?: unknown;
  readonly checksums?: { toJSON(): unknown };
  arrayBuffer?(): Promise<ArrayBuffer>;
  readonly [field: string]: unknown;
}

const objectFields = ['key', 'version', 'size', 'etag', 'httpEtag', 'uploaded', 'storageClass', 'range'];

function fieldsOf(object: StoredObject): Record<string, unknown> {
  const fields = Object.fromEntries(objectFields.map((name) => [name, object[name]]));
  const { httpMetadata, customMetadata } = object;
  return {
    ...fields,
    httpMetadata: { ...(httpMetadata as object) },
    customMetadata: { ...(customMetadata as object) },
    checksums: object.checksums?.toJSON(),
  };
}

async function objectOf(object: StoredObject): Promise<Record<string, unknown>> {
  return object.arrayBuffer ? { ...fieldsOf(object), bytes: await object.arrayBuffer() } : fieldsOf(object);
}

function prepared(database: Binding, sql: string, values: readonly unknown[]): Statement {
  const statement = database.prepare?.(sql) as Statement;
  return values.length > 0 ? statement.bind(...values) : statement;
}

interface Isolate {
  getEntrypoint(): { ready(): Promise<void>; run(command: string, mark: string): Promise<string> };
}

interface Loader {
  load(spec: object): Isolate;
  get(name: string, spec: () => object): Isolate;
}

interface Job {
  readonly op: 'load' | 'run' | 'sql' | 'put' | 'finish';
  readonly spec?: { readonly modules: object };
  /** The name of an isolate that has been loaded, or is to be: by it debuggers find it. */
  readonly isolate?: string;
  readonly command?: string;
  /** What the isolate's events begin with. */
  readonly mark?: string;
  /** What is to be printed once everything else is. */
  readonly line?: string;
  /** Stores whose entries are wanted. */
  readonly stores?: readonly string[];
  readonly binding?: string;
  readonly sql?: string;
  readonly items?: readonly (readonly [key: string, latin1: string, options: object])[];
}

export default {
  async fetch(request: Request, env: Env, ctx: WorkerEntrypoint['ctx']): Promise<Response> {
    if (!isOfOwner(request, env[doorName])) {
      return new Response(null, { status: 404 });
    }
    try {
      return Response.json({ value: await perform((await request.json()) as Job, env, ctx) });
    } catch (error) {
      const { name, message } = error as Error;
      return Response.json({ error: { name, message } });
    }
  },
};

async function perform(job: Job, env: Env, ctx: WorkerEntrypoint['ctx']): Promise<unknown> {
  const binding = env[job.binding ?? ''];
  switch (job.op) {
    case 'load':
      return loaded(job, env, ctx).getEntrypoint().ready();
    case 'run':
      return loaded(job, env, ctx)
        .getEntrypoint()
        .run(job.command ?? '', job.mark ?? '');
    case 'sql':
      return binding && prepared(binding, job.sql ?? '', []).run();
    case 'put':
      for (const [key, latin1, options] of job.items ?? []) {
        const bytes = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
        await binding?.put?.(key, bytes, options);
      }
      return undefined;
    case 'finish':
      console.log(job.line);
      return Promise.all((job.stores ?? []).map((name) => (env[name] ? entriesOf(env[name]) : [])));
  }
}

function loaded({ spec, isolate }: Job, env: Env, ctx: WorkerEntrypoint['ctx']): Isolate {
  const loader = env[loaderName] as unknown as Loader;
  const infra = ctx.exports.Bindings?.({});
  const whole = { ...spec, mainModule: 'isolate.js', env: { infra }, globalOutbound: null };
  return isolate === undefined ? loader.load(whole) : loader.get(isolate, () => whole);
}

const shownEntries = 200;
const shownBytes = 16_384;

/** What a KV namespace or an R2 bucket holds, to be shown. */
async function entriesOf(binding: Binding): Promise<unknown[]> {
  const { keys, objects } = ((await binding.list?.({ limit: shownEntries })) ?? {}) as {
    keys?: { name: string; expiration?: number; metadata?: unknown }[];
    objects?: StoredObject[];
  };
  const listed = keys ?? objects?.map(({ key, size }) => ({ name: key, size })) ?? [];
  return Promise.all(
    listed.map(async ({ name, ...details }) => {
      const { size, ...shown } = details as { size?: number };
      if (size !== undefined && size > shownBytes) {
        return { key: name, value: { $: 'bytes', length: size } };
      }
      const stored = await binding.get?.(name);
      const text = typeof stored === 'string' ? stored : await (stored as { text(): Promise<string> } | null)?.text();
      return { key: name, value: text === undefined ? null : text.slice(0, shownBytes), ...shown };
    }),
  );
}
