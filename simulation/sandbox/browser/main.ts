import type { RealmCommand } from '../realm/command';
import { boot as bootRealm, type Host, type Realm } from '../realm/main';
import { makePage } from './page';
import { addBrowserParams } from './params';

/** Starts the realm of a stage that runs in the visitor's browser: as for the edge, with a page around it. */
export function boot(host: Host): Realm {
  return bootRealm(host, {
    install: (command: RealmCommand) => makePage(command.page),
    extend: addBrowserParams,
  });
}
