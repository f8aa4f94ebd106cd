/** `realm/main.ts`, bundled to an expression whose value is its function `boot`. */
declare module 'realm-source' {
  const source: string;
  export default source;
}
