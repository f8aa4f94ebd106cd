/** What names a Durable Object, as code sees it. */
export class DurableObjectId {
  readonly name: string | undefined;
  readonly #hex: string;

  constructor(hex: string, name?: string) {
    this.#hex = hex;
    this.name = name;
  }

  toString(): string {
    return this.#hex;
  }

  equals(other: unknown): boolean {
    return other instanceof DurableObjectId && other.#hex === this.#hex;
  }
}
