import { dirname } from 'node:path';

/**
 * The flags of the sandbox's Node, the strictest set first; a Node that does not know one of a set ends at once. With
 * `inspect`, a debugger on this machine can attach.
 */
export function flagSets(sandbox: string, heapMb: number, inspect = false): readonly (readonly string[])[] {
  const common = [
    ...(inspect ? ['--inspect=127.0.0.1:0'] : []),
    '--no-warnings',
    `--max-old-space-size=${heapMb}`,
    '--disallow-code-generation-from-strings',
    // Modules of the project, such as the class of a Durable Object.
    '--experimental-vm-modules',
  ];
  const strict = [...common, '--frozen-intrinsics', '--disable-proto=delete'];
  const allowed = inspect ? ['--allow-inspector'] : [];
  const permitted = permissionNames().map((name) => [...strict, ...permissions(name, sandbox), ...allowed]);
  // With it, functions of the realm take the place of Node's own where V8 would call those.
  const hooked = [...permitted, strict].map((flags) => ['--expose-internals', ...flags]);
  return [...hooked, ...permitted, strict, common];
}

/** The permission model was experimental before Node 22.13, and is known by one of its names only. */
function permissionNames(): readonly string[] {
  const names = ['--permission', '--experimental-permission'];
  return process.allowedNodeEnvironmentFlags.has('--permission') ? names : names.reverse();
}

function permissions(name: string, sandbox: string): readonly string[] {
  return [name, '--allow-worker', `--allow-fs-read=${sandbox}`, `--allow-fs-read=${dirname(sandbox)}`];
}
