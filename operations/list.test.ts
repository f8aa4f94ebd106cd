import { expect, it } from 'vitest';
import { serviceOver } from '../test/support/service';
import { list } from './list';
import { projectOver } from './project';

const toml = `
[[kv_namespaces]]
binding = "CACHE"
id = "1"

[vars]
REGION = "eu"

[[env.production.r2_buckets]]
binding = "FILES"
bucket_name = "exports"
`;

const listOf = (files: Record<string, string>, environment?: string) =>
  list(projectOver(serviceOver(files), '/shop'), { environment });

it('tells each binding, what is behind it, and where it stands', () => {
  const found = listOf({ 'wrangler.toml': toml });
  expect(found).toMatchObject({
    manifest: 'wrangler.toml',
    unread: [],
    bindings: [
      {
        name: 'CACHE',
        kind: { key: 'kv_namespaces' },
        environment: null,
        fields: { binding: 'CACHE', id: '1' },
        nameRange: { start: { line: 2, character: 11 }, end: { line: 2, character: 16 } },
      },
      { name: 'FILES', environment: 'production', resource: 'exports' },
    ],
  });
});

it('of one environment', () => {
  const found = listOf({ 'wrangler.toml': toml }, 'production');
  expect('bindings' in found && found.bindings.map(({ name }) => name)).toEqual(['FILES']);
});

it('tells what a half-typed manifest declares, and what of it could not be read', () => {
  const found = listOf({ 'wrangler.toml': '[ai]\nbinding = "AI"\n[[kv_namespaces]\n' });
  expect(found).toMatchObject({
    bindings: [{ name: 'AI' }],
    unread: [{ range: { start: { line: 2 } }, message: expect.any(String) }],
  });
});

it.each([
  ['no manifest', { 'a.js': '' }, undefined, /^No wrangler\.json.* was found in \/shop or above it\.$/],
  [
    'an unknown environment',
    { 'wrangler.toml': toml },
    'x',
    /^wrangler\.toml has no environment 'x'\. It has production\.$/,
  ],
])('is refused with %s', (_, files, environment, sentence) => {
  expect(listOf(files as Record<string, string>, environment)).toEqual({ refused: expect.stringMatching(sentence) });
});
