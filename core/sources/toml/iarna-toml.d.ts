declare module '@iarna/toml/stringify.js' {
  const stringify: { value(value: string): string };
  export default stringify;
}
