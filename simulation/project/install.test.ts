import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporaryFolder';
import { installSentence, miniflareInstall } from './install';

/** The install for the Destination `shop` of a repository that has these files. */
function install(...files: string[]) {
  const repository = temporaryFolder();
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, 'shop'));
  for (const file of files) {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), '');
  }
  const found = miniflareInstall(join(repository, 'shop'));
  return { sentence: installSentence(found), folder: found.folder === repository ? 'repository' : 'shop' };
}

test.each([
  [['shop/package.json'], '"npm install --save-dev miniflare"', 'shop'],
  [['package.json', 'package-lock.json'], '"npm install --save-dev miniflare"', 'repository'],
  [['shop/package.json', 'pnpm-lock.yaml'], '"pnpm add --save-dev miniflare"', 'shop'],
  [['package.json', 'yarn.lock'], '"yarn add --dev miniflare"', 'repository'],
  [['package.json', 'bun.lock'], '"bun add --dev miniflare"', 'repository'],
  [['package.json', 'bun.lockb'], '"bun add --dev miniflare"', 'repository'],
  [[], '"npm install --save-dev miniflare" (there is no package.json: run in shop, it makes one there)', 'shop'],
])('a project with %j is told %s, in %s', (files, sentence, folder) => {
  expect(install(...files)).toEqual({ sentence, folder });
});
