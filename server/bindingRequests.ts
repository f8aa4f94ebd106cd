import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  RequestType,
} from 'vscode-languageserver/node';
import { isRefused, type Refused } from '../core/refused';
import { add, checkName } from '../operations/add';
import type { Edits } from '../operations/edits';
import { remove } from '../operations/remove';
import { bindingUses } from '../service/bindings/uses';
import { scanAhead } from '../service/code/scanAhead';
import type { ServiceContext } from '../service/context';
import { toWorkspaceEdit } from './convert';
import { bindingKindInfos, destinationsResult } from './destinations';
import {
  type AddBindingParams,
  addBindingRequest,
  bindingKindsRequest,
  type CheckNameParams,
  checkBindingNameRequest,
  destinationsChangedNotification,
  destinationsRequest,
  type EditResult,
  type RemoveBindingParams,
  removeBindingRequest,
} from './protocol';
import { toPath } from './uris';

/** How long the sidebar may lag behind what is typed. */
const announceDelayMs = 150;

/** The requests of the sidebar and its wizard. */
export function registerBindingRequests(connection: Connection, service: ServiceContext) {
  let announced = '';
  let isWaiting = false;
  let refreshesCodeLenses = false;

  connection.onRequest(destinationsRequest, async () => {
    await scanAhead(service);
    const result = destinationsResult(service);
    announced = JSON.stringify(result);
    return result;
  });
  connection.onRequest(bindingKindsRequest, bindingKindInfos);
  connection.onRequest(
    new RequestType<AddBindingParams, EditResult, void>(addBindingRequest),
    ({ manifest, ...binding }) => onManifest(service, manifest, (path) => add(service, { ...binding, manifest: path })),
  );
  connection.onRequest(
    new RequestType<RemoveBindingParams, EditResult, void>(removeBindingRequest),
    ({ manifest, ...binding }) =>
      onManifest(service, manifest, (path) => remove(service, { ...binding, manifest: path })),
  );
  connection.onRequest(checkBindingNameRequest, ({ manifest, name, environment }: CheckNameParams) => {
    const path = toPath(manifest);
    const refused = path === undefined ? undefined : checkName(service, { manifest: path, name, environment });
    return refused?.refused ?? null;
  });

  /** Tells the client, a little later, if what the sidebar shows has changed. */
  const later = () => {
    if (isWaiting) {
      return;
    }
    isWaiting = true;
    setTimeout(async () => {
      isWaiting = false;
      if (!isShown() || !haveNamesChanged()) {
        return;
      }
      await scanAhead(service);
      if (JSON.stringify(destinationsResult(service)) !== announced) {
        void connection.sendNotification(destinationsChangedNotification);
        if (refreshesCodeLenses) {
          void connection.sendRequest(CodeLensRefreshRequest.type);
        }
      }
    }, announceDelayMs);
  };

  /** Whether anybody looks at it: the sidebar, which has asked for it, or the code lenses of a manifest that is open. */
  const isShown = () =>
    announced !== '' || service.workspace.documents.openPaths.some((path) => service.workspace.manifestAt(path));

  /** Paths of code that was typed in since the sidebar was last looked at. */
  const edited = new Set<string>();
  /** The bindings that a file names, by path. */
  const names = new Map<string, string>();
  let isOld = false;
  /** Of code, only how often each binding is named shows in the sidebar. */
  const haveNamesChanged = (): boolean => {
    let changed = isOld;
    for (const path of edited) {
      const file = service.code.at(path);
      const found = file
        ? bindingUses(file)
            .map(({ name }) => name)
            .join('\0')
        : '';
      changed ||= names.get(path) !== found;
      names.set(path, found);
    }
    edited.clear();
    isOld = false;
    return changed;
  };

  return {
    use({ workspace }: ClientCapabilities): void {
      refreshesCodeLenses = workspace?.codeLens?.refreshSupport === true;
    },
    /** Something that the sidebar shows may have changed. */
    announce(): void {
      isOld = true;
      later();
    },
    /** Code was typed. What it names is looked up later: answers to whoever types come first. */
    typed(path: string): void {
      edited.add(path);
      later();
    },
  };
}

function onManifest(service: ServiceContext, uri: string, edits: (path: string) => Edits | Refused): EditResult {
  const path = toPath(uri);
  const result = path === undefined ? { refused: `${uri} is not a file.` } : edits(path);
  return isRefused(result)
    ? result
    : { edit: toWorkspaceEdit(result.files, (file) => service.workspace.documents.text(file)) };
}
