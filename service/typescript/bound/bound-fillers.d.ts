/** Made by `write.mjs`: gives nodes their properties, by their kind. `value` reads one. */
declare module 'bound-fillers' {
  type Value = (how: number, node: object) => unknown;
  export const fillersWith: (value: Value) => Readonly<Record<number, (node: object, how: readonly number[]) => void>>;
}
