import type { RealmHooks } from './realm/main';

interface Bindings {
  errors: { setPrepareStackTraceCallback(format: RealmHooks['formatStack']): void };
  module_wrap: {
    setImportModuleDynamicallyCallback(load: RealmHooks['importModule']): void;
    setInitializeImportMetaObjectCallback(initialize: RealmHooks['importMeta']): void;
  };
}

// Only a Node with the flag --expose-internals has it; not written as a text, the bundler leaves it alone.
const internals = ['internal', 'test', 'binding'].join('/');

/**
 * Takes hold of what V8 calls in this process where JavaScript needs Node: to format a stack, to import a module, to make
 * `import.meta`. Node's own functions for it are objects of this process, and so are the promises that they return and
 * the errors that they throw where the stack is full. The returned function puts those of a realm in their place;
 * `undefined` where this Node has no such hold. To be called before modules are closed.
 */
export function takeNodeHooks(): ((hooks: RealmHooks) => void) | undefined {
  try {
    const { internalBinding } = require(internals) as {
      internalBinding<Name extends keyof Bindings>(name: Name): Bindings[Name];
    };
    const errors = internalBinding('errors');
    const modules = internalBinding('module_wrap');
    return ({ formatStack, importModule, importMeta }) => {
      errors.setPrepareStackTraceCallback(formatStack);
      modules.setImportModuleDynamicallyCallback(importModule);
      modules.setInitializeImportMetaObjectCallback(importMeta);
    };
  } catch {
    return undefined;
  }
}
