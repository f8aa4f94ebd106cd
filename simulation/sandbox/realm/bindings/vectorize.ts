import { limits } from '../../../../core/platform/limits';
import type { DeclaredBinding } from '../command';
import { packed, unpacked } from '../state';
import { BindingCalls } from './call';

interface Vector {
  readonly id: string;
  readonly values: readonly number[];
  readonly namespace?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface QueryOptions {
  topK?: number;
  namespace?: string;
  filter?: Readonly<Record<string, unknown>>;
  returnValues?: boolean;
  returnMetadata?: boolean | 'all' | 'indexed' | 'none';
}

const mostMatches = limits.vectorize.matches.value;
const mostMatchesWithData = limits.vectorize.matchesWithData.value;
const mostDimensions = limits.vectorize.dimensions.value;
const idBytes = limits.vectorize.idBytes.value;

/** A Vectorize index in memory: finds by cosine similarity, and what was written is there at once. */
export class VectorizeIndex {
  readonly #calls: BindingCalls;
  readonly #vectors = new Map<string, Vector>();
  #mutations = 0;

  constructor(declared: DeclaredBinding, saved: unknown) {
    this.#calls = new BindingCalls(declared, 'computed');
    for (const vector of (unpacked(saved) ?? []) as Vector[]) {
      this.#vectors.set(vector.id, vector);
    }
  }

  static save(index: VectorizeIndex): unknown {
    return packed([...index.#vectors.values()]);
  }

  insert(vectors: unknown): Promise<unknown> {
    return this.#calls.async(
      'insert',
      [vectors],
      () => this.#write(vectors, false),
      (value) => value,
    );
  }

  upsert(vectors: unknown): Promise<unknown> {
    return this.#calls.async(
      'upsert',
      [vectors],
      () => this.#write(vectors, true),
      (value) => value,
    );
  }

  query(vector: unknown, options: QueryOptions = {}): Promise<unknown> {
    return this.#calls.async(
      'query',
      [vector, options],
      () => this.#query(numbersOf(vector), options),
      (value) => value,
    );
  }

  queryById(id: unknown, options: QueryOptions = {}): Promise<unknown> {
    return this.#calls.async(
      'queryById',
      [id, options],
      () => {
        const known = this.#vectors.get(`${id}`);
        if (!known) {
          throw new Error(`VECTOR_QUERY_ERROR: there is no vector with the id ${id}`);
        }
        return this.#query(known.values, options);
      },
      (value) => value,
    );
  }

  getByIds(ids: readonly unknown[]): Promise<unknown> {
    return this.#calls.async('getByIds', [ids], () => ids.flatMap((id) => this.#vectors.get(`${id}`) ?? []));
  }

  deleteByIds(ids: readonly unknown[]): Promise<unknown> {
    return this.#calls.async('deleteByIds', [ids], () => {
      for (const id of ids) {
        this.#vectors.delete(`${id}`);
      }
      return this.#mutation();
    });
  }

  describe(): Promise<unknown> {
    return this.#calls.async(
      'describe',
      [],
      () => ({ dimensions: this.#dimensions ?? 0, vectorCount: this.#vectors.size }),
      (value) => value,
    );
  }

  get #dimensions(): number | undefined {
    const [first] = this.#vectors.values();
    return first?.values.length;
  }

  #mutation() {
    this.#mutations += 1;
    return { mutationId: `simulation-${this.#mutations}` };
  }

  #write(vectors: unknown, replaces: boolean): unknown {
    if (!Array.isArray(vectors) || vectors.length === 0) {
      throw new TypeError('Vectorize takes a list of vectors: [{ id: "…", values: [0.1, …] }].');
    }
    const checked = vectors.map((vector) => this.#checked(vector));
    for (const vector of checked) {
      if (replaces || !this.#vectors.has(vector.id)) {
        this.#vectors.set(vector.id, vector);
      }
    }
    return this.#mutation();
  }

  #checked(vector: Partial<Vector>): Vector {
    const { id, values, namespace, metadata } = vector ?? {};
    if (typeof id !== 'string' || id === '' || id.length > idBytes) {
      throw new TypeError(`VECTOR_INSERT_ERROR: the id of a vector is a text of at most ${idBytes} bytes`);
    }
    const numbers = numbersOf(values);
    const dimensions = this.#dimensions ?? numbers.length;
    if (numbers.length !== dimensions) {
      throw new Error(
        `VECTOR_INSERT_ERROR: invalid vector for id="${id}", expected ${dimensions} dimensions, and got ${numbers.length} dimensions`,
      );
    }
    return {
      id,
      values: [...numbers],
      ...(namespace !== undefined && { namespace: `${namespace}` }),
      ...(metadata && { metadata: JSON.parse(JSON.stringify(metadata)) }),
    };
  }

  #query(vector: readonly number[], options: QueryOptions): unknown {
    const { topK = 5, namespace, filter, returnValues = false, returnMetadata = 'none' } = options ?? {};
    const withMetadata = returnMetadata !== false && returnMetadata !== 'none';
    const most =
      returnValues || returnMetadata === true || returnMetadata === 'all' ? mostMatchesWithData : mostMatches;
    if (!Number.isInteger(topK) || topK < 1 || topK > most) {
      throw new Error(`VECTOR_QUERY_ERROR: topK must be between 1 and ${most}, not ${topK}`);
    }
    const dimensions = this.#dimensions ?? vector.length;
    if (vector.length !== dimensions) {
      throw new Error(
        `VECTOR_QUERY_ERROR: invalid query vector, expected ${dimensions} dimensions, and got ${vector.length} dimensions`,
      );
    }
    const matches = [...this.#vectors.values()]
      .filter((each) => namespace === undefined || each.namespace === namespace)
      .filter((each) => passes(each.metadata ?? {}, filter ?? {}))
      .map((each) => ({ each, score: cosine(vector, each.values) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, topK)
      .map(({ each, score }) => ({
        id: each.id,
        score,
        ...(each.namespace !== undefined && { namespace: each.namespace }),
        ...(returnValues && { values: [...each.values] }),
        ...(withMetadata && each.metadata && { metadata: { ...each.metadata } }),
      }));
    return { count: matches.length, matches };
  }
}

function numbersOf(values: unknown): readonly number[] {
  const numbers = Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<number>) : [];
  if (numbers.length === 0 || numbers.length > mostDimensions || !numbers.every((each) => Number.isFinite(each))) {
    throw new TypeError(`A vector is a list of 1 to ${mostDimensions} numbers.`);
  }
  return numbers;
}

function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    dot += value * other;
    lengthA += value * value;
    lengthB += other * other;
  }
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
}

type Comparable = string | number | boolean | null;

const comparisons: Readonly<Record<string, (value: Comparable, wanted: never) => boolean>> = {
  $eq: (value, wanted: Comparable) => value === wanted,
  $ne: (value, wanted: Comparable) => value !== wanted,
  $in: (value, wanted: readonly Comparable[]) => wanted.includes(value),
  $nin: (value, wanted: readonly Comparable[]) => !wanted.includes(value),
  $lt: (value, wanted: Comparable) => value !== null && wanted !== null && value < wanted,
  $lte: (value, wanted: Comparable) => value !== null && wanted !== null && value <= wanted,
  $gt: (value, wanted: Comparable) => value !== null && wanted !== null && value > wanted,
  $gte: (value, wanted: Comparable) => value !== null && wanted !== null && value >= wanted,
};

/** Whether metadata is what a filter asks for; a key with dots reaches into it. */
function passes(metadata: Readonly<Record<string, unknown>>, filter: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([path, wanted]) => {
    const value = path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], metadata);
    const isComparison = typeof wanted === 'object' && wanted !== null;
    return isComparison
      ? Object.entries(wanted).every(([name, each]) => comparisons[name]?.(value as Comparable, each as never) ?? false)
      : value === wanted;
  });
}
