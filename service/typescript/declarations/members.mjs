// What can be typed behind the name of a binding, asked of TypeScript once and for all: the language service answers from
// this before TypeScript has started.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { boundFillers } from '../bound/build.mjs';

/** @typedef {import('../../bindings/members').BindingMember} BindingMember */

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));

const entry = `
  export { TypeScriptService } from '../service';
  export { stageFile } from '../../../core/platform/stages/stages';
  export { bindingKinds } from '../../../core/platform/kinds/kinds';
  export { infraDeclarations, typeOfBinding } from '../../../core/model/declarations';
`;

/**
 * The completions that our own service gives behind each kind of binding, over the declarations in a folder; by the type
 * that the binding has. A type is left out if there are none, or if one of them does more than insert its name.
 * @param {string} declarations
 * @param {string} fillers the module that bound declarations are read with
 * @returns {Promise<Record<string, BindingMember[]>>}
 */
export async function bindingMembers(declarations, fillers) {
  const { TypeScriptService, stageFile, bindingKinds, infraDeclarations, typeOfBinding } = await service(fillers);
  const noRange = { start: 0, end: 0 };
  const bindings = bindingKinds.map((/** @type {object} */ kind, /** @type {number} */ index) => ({
    name: `BINDING_${index}`,
    kind,
    environment: null,
    fields: {},
    range: noRange,
    nameRange: noRange,
  }));
  const typescript = new TypeScriptService({ declarations });
  typescript.update({ type: 'declarations', root: '', text: infraDeclarations({ bindings }).text });
  const path = `/${stageFile('edge/tag')}`;
  /** @type {Record<string, BindingMember[]>} */
  const members = {};
  for (const binding of bindings) {
    const type = typeOfBinding([binding]);
    const text = `params.infra.${binding.name}.`;
    typescript.update({ type: 'file', path, text });
    const list = members[type] ? undefined : typescript.answer('completion', { path, offset: text.length });
    const found = list?.items.map(memberOf) ?? [];
    if (found.length > 0 && found.every(Boolean) && !list.isIncomplete) {
      members[type] = found;
    }
  }
  return members;
}

/**
 * @param {import('../../answers').Completion} item
 * @returns {BindingMember | undefined}
 */
function memberOf({ label, kind, sortText = '', filterText, deprecated, edit, additionalEdits, source }) {
  const isPlain = filterText === undefined && edit === undefined && source === undefined;
  return isPlain
    ? {
        name: label,
        kind,
        sortText,
        ...(deprecated ? { deprecated } : {}),
        ...(additionalEdits ? { awaits: true } : {}),
      }
    : undefined;
}

/** Our own language service over TypeScript. @param {string} fillers */
async function service(fillers) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: here, loader: 'ts' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['typescript'],
    plugins: [boundFillers(fillers)],
    write: false,
  });
  const module = { exports: /** @type {any} */ ({}) };
  new Function('require', 'module', outputFiles[0]?.text ?? '')(require, module);
  return module.exports;
}
