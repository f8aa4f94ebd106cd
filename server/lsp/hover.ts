import { type Hover as LspHover, MarkupKind } from 'vscode-languageserver/node';
import type { LineIndex } from '../../core/text';
import type { Hover } from '../../service/answers';
import { hover } from '../../service/features/hover';
import { toRange } from '../convert';
import type { LspFeature } from './feature';

/** `textDocument/hover`. */
export const hoverFeature: LspFeature = {
  capabilities: { hoverProvider: true },
  register(server) {
    server.connection.onHover(
      server.at(async ({ path, lines, service }, offset) => {
        const found = await hover(service, path, offset);
        return found ? toHover(lines, found) : null;
      }),
    );
  },
};

function toHover(lines: LineIndex, { markdown, range }: Hover): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: markdown }, range: toRange(lines, range) };
}
