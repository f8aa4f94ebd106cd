import { expect, it } from 'vitest';
import { serviceOver } from '../test/support/service';
import { check } from './check';
import { projectOver } from './project';

const checkOf = (files: Parameters<typeof serviceOver>[0]) => check(projectOver(serviceOver(files), '/shop'));
const tag = 'playground/edge/tag.js';

it('finds what is wrong in the code and in the manifest, and where', async () => {
  const found = await checkOf({
    'wrangler.toml': '[[d1_databases]]\nbinding = "DB"\ndatabase_name = "shop"\nmigrations = "x"\n',
    [tag]: 'params.infra.DB.prepare("SELECT 1");\nawait params.infra.STORE.get("a");\n',
  });
  expect(found).toMatchObject({ files: 2, unread: [], skipped: [] });
  expect('findings' in found && found.findings.map(({ file, code, range }) => [file, code, range.start])).toEqual(
    expect.arrayContaining([
      [tag, 'undeclared-binding', { line: 1, character: 19 }],
      ['wrangler.toml', 'unknown-field', { line: 3, character: 0 }],
    ]),
  );
});

it('does not count what it could not read, and says why', async () => {
  const unread = { problem: 'unreadable', message: 'cannot be read (EACCES)' } as const;
  expect(await checkOf({ 'wrangler.toml': '', [tag]: unread })).toMatchObject({
    files: 1,
    unread: [{ file: tag, reason: 'unreadable', message: `${tag} cannot be read (EACCES).` }],
  });
});

it('is refused without a manifest', async () => {
  expect(await checkOf({ 'a.js': '' })).toEqual({
    refused: expect.stringMatching(/was found in \/shop or above it\.$/),
  });
});
