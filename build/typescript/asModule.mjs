// TypeScript is published as one script whose exports are an object with a getter for each of 2,400 names. Esbuild takes in
// all of such a script. Of a module it takes what is used, and names are bound when the bundle is made, not at each start.

/** The parts of the script that are not in the module. */
const left = {
  start: /^var ts = \{\}; \(\(module\) => \{\n"use strict";\n/m,
  exports: /^var typescript_exports = \{\};\n__export\(typescript_exports, \{\n([^}]*)\n\}\);\nmodule\.exports = .*\n/m,
  /** For editors. Its classes have static fields, which esbuild must take for effects. */
  server: /^\/\/ src\/server\/_namespaces\/ts\.server\.ts\n[\s\S]*(?=^\/\/ src\/typescript\/typescript\.ts\n)/m,
  end: /^\/\/ Annotate the CommonJS export names[\s\S]*/m,
};
const exportLine = /^ {2}(?<name>\w+): \(\) => (?<local>\w+),?$/;
const namespace = /^(var \w+ = )\{\};\n__export\(\w+, (\{\n[^}]*\})\);\n/gm;

const namespaceOf = `
function namespaceOf(all) {
  const namespace = {};
  __export(namespace, all);
  return namespace;
}
`;

/**
 * TypeScript's source as a module that exports what the script exports, but for `ts.server`. Throws where TypeScript is no
 * longer published as it was.
 * @param {string} source
 */
export function asModule(source) {
  const lines = found(left.exports, source)[1] ?? '';
  const exported = lines.split('\n').flatMap((line) => {
    const { name, local } = found(exportLine, line).groups ?? {};
    return name === 'server' ? [] : `  ${local} as ${name},\n`;
  });
  const body = Object.values(left).reduce((text, part) => text.replace(found(part, text)[0], ''), source);
  const pure = body.replace(namespace, '$1/* @__PURE__ */ namespaceOf($2);\n');
  return `${pure}${namespaceOf}export {\n${exported.join('')}};\n`;
}

/** @type {(part: RegExp, text: string) => RegExpExecArray} */
function found(part, text) {
  const match = part.exec(text);
  if (!match) {
    throw new Error(`TypeScript is published in another way: there is no ${part} in it`);
  }
  return match;
}
