import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver/node';
import type { LineIndex } from '../../core/text';
import type { SelectionRanges } from '../../service/answers';
import { selectionRanges } from '../../service/features/selectionRanges';
import { toRange } from '../convert';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/selectionRange`. */
export const selectionRangeFeature: LspFeature = {
  capabilities: { selectionRangeProvider: true },
  registration: { method: SelectionRangeRequest.method, documentSelector: stageFiles },
  register(server) {
    server.connection.onSelectionRanges(
      server.on(({ path, lines, service }, { positions }) =>
        Promise.all(
          positions.map(async (position) => {
            const ranges = await selectionRanges(service, path, lines.offsetAt(position));
            return toSelectionRange(lines, ranges) ?? { range: { start: position, end: position } };
          }),
        ),
      ),
    );
  },
};

function toSelectionRange(lines: LineIndex, ranges: SelectionRanges): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>((parent, range) => {
    const converted = toRange(lines, range);
    return parent ? { range: converted, parent } : { range: converted };
  }, undefined);
}
