import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { commonManifest, serviceOver } from '../test/support/service';
import { completion } from './features/completion';
import { diagnostics } from './features/diagnostics';
import { hover } from './features/hover';

const code =
  "const user = await params.infra.CACHE.get('user');\nawait params.infra.DB.prepare('').bind(user).first();\n";

it('a service that has closed 200 Destinations keeps as much memory as one that has closed 100', {
  timeout: 240_000,
}, async () => {
  const names = Array.from({ length: 200 }, (_, index) => `shop-${index}`);
  const files = names.map((name) => [
    [`${name}/wrangler.toml`, `name = "${name}"\n${commonManifest}`],
    [`${name}/playground/edge/tag.js`, code],
  ]);
  const service = serviceOver(Object.fromEntries(files.flat()));
  const { workspace } = service;
  const { documents } = workspace;
  const visit = async (name: string) => {
    const path = `/shop/${name}/playground/edge/tag.js`;
    workspace.setFolders([`/shop/${name}`]);
    documents.open(path, code);
    expect(await completion(service, path, code.indexOf('CACHE'))).toMatchObject({ isIncomplete: false });
    expect(await hover(service, path, code.indexOf('bind'))).toBeDefined();
    expect((await diagnostics(service, path)).filter(({ severity }) => severity === 'error')).toEqual([]);
    documents.close(path);
    workspace.setFolders([]);
  };
  for (const name of names.slice(0, 100)) {
    await visit(name);
  }
  const halfway = memory();
  for (const name of names.slice(100)) {
    await visit(name);
  }
  const after = memory();
  // A program of TypeScript takes most of a megabyte in its worker, what is known of a Destination 40 KB here.
  expect(after.heapMb - halfway.heapMb).toBeLessThan(1);
  expect(after.residentMb - halfway.residentMb).toBeLessThan(50);
});

/** What is in use in this thread, and what the process takes, its worker included. */
function memory(): { readonly heapMb: number; readonly residentMb: number } {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / 2 ** 20, residentMb: rss / 2 ** 20 };
}
