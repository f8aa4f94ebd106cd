import { EventEmitter } from 'vscode';
import type { DestinationInfo } from '../../server/protocol';
import type { Destinations } from '../destinations';

/**
 * Has a tree of Destinations redrawn when what it shows of them has changed, and only then: while VS Code redraws a tree,
 * a click on one of its elements reaches the command without the element.
 */
export class Redraws {
  private readonly redraw = new EventEmitter<undefined>();
  private drawn: string | undefined;
  readonly event = this.redraw.event;

  /** `shownOf` is what the tree shows of a Destination. */
  constructor(
    private readonly destinations: Destinations,
    private readonly shownOf: (destination: DestinationInfo) => unknown,
  ) {
    destinations.onDidChange(async () => {
      if (this.drawn !== undefined && this.drawn !== this.fingerprint(await destinations.all())) {
        this.redraw.fire(undefined);
      }
    });
  }

  /** The Destinations to draw now. */
  async toDraw(): Promise<readonly DestinationInfo[]> {
    const all = await this.destinations.all();
    this.drawn = this.fingerprint(all);
    return all;
  }

  private fingerprint(all: readonly DestinationInfo[]): string {
    return JSON.stringify(all.map(this.shownOf));
  }
}
