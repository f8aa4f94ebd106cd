import { relative } from 'node:path';
import type { SimulationEvent } from '../../simulation/events';
import { renderEvent } from './simulation';
import type { TerminalText } from './terminalText';

/**
 * Renders the events of runs in a project for a terminal in a folder. An error without a place belongs to `file`, which
 * is relative to the root.
 */
export function eventRenderer(color: boolean) {
  return (root: string, workingDirectory: string, file?: string): ((event: SimulationEvent) => TerminalText) => {
    const rendering = { color, root: relative(workingDirectory, root), ...(file !== undefined && { file }) };
    return (event) => renderEvent(event, rendering);
  };
}
