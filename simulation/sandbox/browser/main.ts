import type { RealmCommand } from '../realm/command';
import type { HostCall, HostCallLater } from '../realm/host';
import { boot as bootRealm, type Realm } from '../realm/main';
import { makePage } from './page';
import { addBrowserParams } from './params';

/** Starts the realm of a stage that runs in the visitor's browser: as for the edge, with a page around it. */
export function boot(call: HostCall, callLater: HostCallLater): Realm {
  return bootRealm(call, callLater, {
    install: (command: RealmCommand) => makePage(command.page),
    extend: addBrowserParams,
  });
}
