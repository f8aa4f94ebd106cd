import type { ServiceContext } from '../context';

/** How long others may have to wait for their turn, in ms. */
const turnMs = 10;

/**
 * Scans the code of all Destinations before something asks for all of it at once, which in a large project takes a while. It
 * goes from turn to turn of the event loop: whoever types meanwhile is answered.
 */
export async function scanAhead({ workspace, code }: ServiceContext): Promise<void> {
  let turnEnds = performance.now() + turnMs;
  for (const { root } of workspace.destinations()) {
    for (const path of code.pathsOf(root)) {
      // Asking for it makes the scan, which is kept.
      void code.at(path)?.scan;
      if (performance.now() > turnEnds) {
        await new Promise((resolve) => setImmediate(resolve));
        turnEnds = performance.now() + turnMs;
      }
    }
  }
}
