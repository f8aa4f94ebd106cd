import type { Manifest } from '../workspace/destination';

/** A function of a manifest that works out its answer once for each: a manifest that has changed is another one. */
export function perManifest<T>(answer: (manifest: Manifest) => T): (manifest: Manifest) => T {
  const answers = new WeakMap<Manifest, { readonly answer: T }>();
  return (manifest) => {
    const known = answers.get(manifest) ?? { answer: answer(manifest) };
    answers.set(manifest, known);
    return known.answer;
  };
}
