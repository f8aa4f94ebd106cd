import { dirname } from 'node:path';
import { watchArgument } from '../sandbox/watchdog';
import { SupervisedChild, supervises } from './supervisedChild';

/** Starts a sandbox, which gets itself ready and then waits for its command. */
export function startSandbox(node: string, flags: readonly string[], sandbox: string, rssMb: number): SupervisedChild {
  const watch = supervises ? [] : [watchArgument, `${process.pid}`, `${rssMb}`];
  return new SupervisedChild(node, [...flags, sandbox, ...watch], { cwd: dirname(sandbox), env: environment() });
}

/** Empty, but for what a system cannot start a process without, and the time zone that Workers have. */
function environment(): NodeJS.ProcessEnv {
  return {
    TZ: 'UTC',
    ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    ...(process.versions.electron && { ELECTRON_RUN_AS_NODE: '1' }),
  };
}
