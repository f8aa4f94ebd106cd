import { describe, expect, it } from 'vitest';
import { serviceOver } from '../test/support/service';
import { add, checkName, findKind } from './add';
import { projectOver } from './project';
import { remove } from './remove';
import { rename } from './rename';
import { writeEdits } from './writeEdits';

const toml = '[[kv_namespaces]]\nbinding = "CACHE"\nid = "1"\n\n[env.test]\n';
const manifest = '/shop/wrangler.toml';

/** A project of files in memory: nothing in it can be written. */
function projectOf(files: Record<string, string>) {
  return projectOver(serviceOver(files), '/shop');
}

/** What a dry run says of edits, without the places. */
function textsOf(project: ReturnType<typeof projectOf>, edits: Parameters<typeof writeEdits>[1]) {
  const written = writeEdits(project, edits, { dryRun: true });
  return 'refused' in written ? written : written.map(({ file, newText }) => [file, newText]);
}

describe('add', () => {
  const kv = { manifest, kind: 'kv_namespaces', name: 'STORE', environment: null, fields: {} };

  it('answers the edit that declares a binding', () => {
    const project = projectOf({ 'wrangler.toml': toml });
    const edits = add(project.service, kv);
    expect('files' in edits && textsOf(project, edits)).toEqual([
      ['wrangler.toml', expect.stringContaining('[[kv_namespaces]]\nbinding = "STORE"\n')],
    ]);
  });

  it('makes the manifest where there is none', () => {
    const { service } = projectOf({ 'playground/edge/tag.js': '' });
    expect(add(service, kv)).toMatchObject({ files: [{ path: manifest, create: true }] });
  });

  it.each([
    ['a name that is taken', { name: 'CACHE' }, /CACHE/],
    ['a kind that there is not', { kind: 'x' }, /^'x' is not a kind of binding\.$/],
    ['a file that is no manifest', { manifest: '/shop/package.json' }, /^package\.json is not a manifest\.$/],
  ])('refuses %s', (_, change, sentence) => {
    const { service } = projectOf({ 'wrangler.toml': toml, 'package.json': '{}' });
    expect(add(service, { ...kv, ...change })).toEqual({ refused: expect.stringMatching(sentence) });
  });

  it('knows kinds by the words that people use, and says which there are', () => {
    expect(findKind('d1')).toMatchObject({ key: 'd1_databases' });
    expect(findKind('widget')).toEqual({
      refused: expect.stringMatching(/^'widget' is not .* The kinds are .*\bkv\b/),
    });
  });
});

describe('a name', () => {
  it.each([
    ['STORE', undefined],
    ['CACHE', { refused: expect.stringContaining('CACHE') }],
    ['', { refused: expect.any(String) }],
  ])('%o is checked before it is asked for anything else', (name, result) => {
    const { service } = projectOf({ 'wrangler.toml': toml });
    expect(checkName(service, { manifest, name, environment: null })).toEqual(result);
  });
});

describe('remove', () => {
  it('answers the edit that removes a binding, and refuses one that is not there', () => {
    const project = projectOf({ 'wrangler.toml': toml });
    const edits = remove(project.service, { manifest, name: 'CACHE', environment: null });
    expect('files' in edits && textsOf(project, edits)).toEqual([['wrangler.toml', '']]);
    expect(remove(project.service, { manifest, name: 'CACHE', environment: 'test' })).toEqual({
      refused: "wrangler.toml declares no 'CACHE' in the environment 'test'.",
    });
  });
});

describe('rename', () => {
  const stage = 'playground/edge/tag.js';

  it('covers the manifest and the code', async () => {
    const project = projectOf({ 'wrangler.toml': toml, [stage]: 'params.infra.CACHE.get("a")' });
    const edits = await rename(project, { name: 'CACHE', newName: 'NOTES' });
    expect('files' in edits && [edits.unread, textsOf(project, edits)]).toEqual([
      [],
      [
        ['wrangler.toml', 'NOTES'],
        [stage, 'NOTES'],
      ],
    ]);
  });

  it('says which code may use the binding and cannot be looked at', async () => {
    const files = { 'wrangler.toml': toml, [stage]: { problem: 'unreadable', message: 'cannot be read (EACCES)' } };
    const project = projectOver(serviceOver(files as Parameters<typeof serviceOver>[0]), '/shop');
    expect(await rename(project, { name: 'CACHE', newName: 'NOTES' })).toMatchObject({
      unread: [{ file: stage, reason: 'unreadable', message: `${stage} cannot be read (EACCES).` }],
    });
  });

  it.each([
    ['NOTHING', 'NOTES', "wrangler.toml declares no 'NOTHING'."],
    ['CACHE', 'AI', expect.stringContaining('AI')],
  ])('refuses %s → %s', async (name, newName, refused) => {
    const project = projectOf({ 'wrangler.toml': `${toml}[ai]\nbinding = "AI"\n`, [stage]: 'params.infra.CACHE' });
    expect(await rename(project, { name, newName })).toEqual({ refused });
  });
});
