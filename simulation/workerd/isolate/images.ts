import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Image } from '../host/main';
import type { Infra } from './infra';

interface PendingStep {
  readonly transform?: unknown;
  readonly draw?: PendingImage;
  readonly options?: unknown;
}

/** An image that is still a stream, and what is to be done with it. */
interface PendingImage {
  readonly stream: ReadableStream;
  readonly steps: readonly PendingStep[];
}

class ImageTransformer {
  readonly #image: PendingImage;
  readonly #make: (image: PendingImage, output: object) => Promise<unknown>;

  constructor(image: PendingImage, make: (image: PendingImage, output: object) => Promise<unknown>) {
    this.#image = image;
    this.#make = make;
  }

  transform(transform: unknown): ImageTransformer {
    return this.#with({ transform });
  }

  draw(image: ReadableStream | ImageTransformer, options: unknown = {}): ImageTransformer {
    const draw = image instanceof ImageTransformer ? image.#image : { stream: image, steps: [] };
    return this.#with({ draw, options });
  }

  output(output: object): Promise<unknown> {
    return this.#make(this.#image, output);
  }

  #with(step: PendingStep): ImageTransformer {
    return new ImageTransformer({ ...this.#image, steps: [...this.#image.steps, step] }, this.#make);
  }
}

/** The Images binding: what it can do offline is done. */
export function imagesBinding(declared: DeclaredBinding, infra: Infra): unknown {
  const { name } = declared;
  const calls = new BindingCalls(declared, 'computed', { executed: true });
  const make = (image: PendingImage, output: object) =>
    calls.later(
      'output',
      [...image.steps.map(({ transform, options }) => transform ?? { draw: options }), output],
      async () => {
        const made = await infra.image(name, await whole(image), output);
        const { bytes, contentType } = made as { bytes: ArrayBuffer; contentType: string };
        const response = () => new Response(bytes, { headers: { 'content-type': contentType } });
        return { response, image: () => response().body, contentType: () => contentType };
      },
      {},
      (answer) => ({ contentType: answer.contentType() }),
    );
  return {
    info: (stream: ReadableStream) =>
      calls.later('info', [stream], async () => infra.image(name, await whole({ stream, steps: [] }))),
    input: (stream: ReadableStream) => new ImageTransformer({ stream, steps: [] }, make),
  };
}

async function whole({ stream, steps }: PendingImage): Promise<Image> {
  return {
    bytes: await new Response(stream).arrayBuffer(),
    steps: await Promise.all(
      steps.map(async ({ draw, ...rest }) => (draw ? { ...rest, draw: await whole(draw) } : rest)),
    ),
  };
}
