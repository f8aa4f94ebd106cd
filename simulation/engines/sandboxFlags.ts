import { dirname, join } from 'node:path';

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

/**
 * The flags of the Node around workerd: it writes nowhere but in these folders. It must start a process, workerd, which
 * Node does not hold to anything, and it must read wherever a package manager has put what Miniflare requires; so this
 * keeps in what goes wrong, and is no wall. An addon is what Miniflare changes images with. None before Node 22.13, where
 * the permission model is experimental: Node 20 crashes on some lists of folders.
 */
export function workerdFlags(writable: readonly string[], needsAddons: boolean): readonly string[] {
  if (!process.allowedNodeEnvironmentFlags.has('--permission')) {
    return [];
  }
  // Node takes what is no folder yet for a file.
  const allowed = [
    ...writable.flatMap((folder) => [`--allow-fs-write=${folder}`, `--allow-fs-write=${join(folder, '*')}`]),
    ...(needsAddons ? ['--allow-addons'] : []),
  ];
  return ['--permission', '--allow-fs-read=*', '--allow-child-process', '--allow-worker', ...allowed];
}

/** The permission model was experimental before Node 22.13, and is known by one of its names only. */
function permissionNames(): readonly string[] {
  const names = ['--permission', '--experimental-permission'];
  return process.allowedNodeEnvironmentFlags.has('--permission') ? names : names.reverse();
}

function permissions(name: string, sandbox: string): readonly string[] {
  return [name, '--allow-worker', `--allow-fs-read=${sandbox}`, `--allow-fs-read=${dirname(sandbox)}`];
}
