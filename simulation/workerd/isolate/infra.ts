import type { Image } from '../host/main';

/** The real bindings, in the Worker that has them. */
export interface Infra {
  call(name: string, method: string, args: unknown[]): Promise<unknown>;
  bucket(name: string, method: string, args: unknown[]): Promise<unknown>;
  upload(name: string, key: string, id: string, method: string, args: unknown[]): Promise<unknown>;
  statement(name: string, statement: [string, unknown[]], method: string, args: unknown[]): Promise<unknown>;
  batch(name: string, statements: [string, unknown[]][]): Promise<unknown>;
  object(name: string, id: string, method: string, args: unknown[]): Promise<unknown>;
  workflow(name: string, id: string | null, method: string, args: unknown[]): Promise<unknown>;
  image(name: string, image: Image, output?: object): Promise<unknown>;
}
