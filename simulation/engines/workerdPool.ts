import { statSync } from 'node:fs';
import type { WorkerdSetup } from '../workerd/command';
import type { WorkerdPool } from './pools';
import { rehearsalOnWorkerd } from './rehearsal';
import { WorkerdSession } from './workerdSession';

/** How long a workerd waits: with the Node around it, it takes 190 MB. */
const waitMs = 3 * 60_000;

interface Waiting {
  readonly key: string;
  readonly session: WorkerdSession;
  readonly timer: NodeJS.Timeout;
}

/** Keeps one workerd ready, for a host that lives long. No run shares it with another. */
export function createWorkerdPool(): WorkerdPool {
  let waiting: Waiting | undefined;

  const dispose = () => {
    clearTimeout(waiting?.timer);
    void waiting?.session.end();
    waiting = undefined;
  };
  return {
    take(host, setup) {
      if (waiting?.key !== keyOf(host, setup) || waiting.session.hasEnded) {
        dispose();
        return undefined;
      }
      const { session, timer } = waiting;
      clearTimeout(timer);
      waiting = undefined;
      return session;
    },
    refill(host, setup) {
      const key = keyOf(host, setup);
      if (waiting?.key !== key || waiting.session.hasEnded) {
        dispose();
        const session = new WorkerdSession(host, setup);
        session.run(rehearsalOnWorkerd(setup.bindings));
        waiting = { key, session, timer: setTimeout(dispose, waitMs).unref() };
      }
    },
    dispose,
  };
}

/** Everything that a workerd is started with; a Miniflare that was installed anew is another. */
function keyOf(host: string, setup: WorkerdSetup): string {
  return JSON.stringify([host, setup, statSync(setup.miniflare, { throwIfNoEntry: false })?.mtimeMs]);
}
