import {
  CallHierarchyPrepareRequest,
  type CancellationToken,
  type CallHierarchyItem as LspCallHierarchyItem,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { LineIndex } from '../../core/text';
import type { CallHierarchyItem } from '../../service/answers';
import { calls, prepareCallHierarchy } from '../../service/features/callHierarchy';
import { toRange } from '../convert';
import type { LspFeature, LspServer } from './feature';
import { stageFiles } from './selectors';

/** `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`. */
export const callHierarchyFeature: LspFeature = {
  capabilities: { callHierarchyProvider: true },
  registration: { method: CallHierarchyPrepareRequest.method, documentSelector: stageFiles },
  register(server) {
    const { callHierarchy } = server.connection.languages;
    callHierarchy.onPrepare(
      server.at(async ({ path, lines, service }, offset, { textDocument: { uri } }) => {
        const items = await prepareCallHierarchy(service, path, offset);
        return items.length > 0 ? items.map((item) => toItem(uri, lines, item)) : null;
      }),
    );
    callHierarchy.onIncomingCalls(async ({ item }, cancellation) =>
      (await callsOf(server, 'incomingCalls', item, cancellation)).map(({ item: from, fromRanges }) => ({
        from,
        fromRanges,
      })),
    );
    callHierarchy.onOutgoingCalls(async ({ item }, cancellation) =>
      (await callsOf(server, 'outgoingCalls', item, cancellation)).map(({ item: to, fromRanges }) => ({
        to,
        fromRanges,
      })),
    );
  },
};

/** Calls of an item that the client has from `prepare`, or from an answer before. Calls stay within one file. */
async function callsOf(
  server: LspServer,
  direction: 'incomingCalls' | 'outgoingCalls',
  { uri, selectionRange }: LspCallHierarchyItem,
  cancellation: CancellationToken,
) {
  const target = server.target({ uri }, cancellation);
  if (!target) {
    return [];
  }
  const { path, lines, service } = target;
  const found = await calls(service, direction, path, lines.offsetAt(selectionRange.start));
  return found.map(({ item, ranges }) => ({
    item: toItem(uri, lines, item),
    fromRanges: ranges.map((range) => toRange(lines, range)),
  }));
}

function toItem(uri: string, lines: LineIndex, { name, range, nameRange }: CallHierarchyItem): LspCallHierarchyItem {
  return {
    name,
    kind: SymbolKind.Function,
    uri,
    range: toRange(lines, range),
    selectionRange: toRange(lines, nameRange),
  };
}
