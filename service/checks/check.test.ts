import { expect, it } from 'vitest';
import { serviceOver } from '../../test/support/service';
import { readSettings } from '../settings';
import { check } from './check';

const manifest = '[[kv_namespaces]]\nbinding = "CACHE"\nexperimental_remote = true # infra-ignore a-code\nidd = "1"\n';

it('findings of a manifest come rule by rule, what is said of comments last', async () => {
  const table = '[[kv_namespaces]]\nidd = "1" # infra-ignore a-code\n';
  const found = await check(serviceOver({ 'wrangler.toml': table }), '/shop/wrangler.toml');
  expect(found.map(({ code }) => code)).toEqual(['missing-field', 'unknown-field', 'useless-suppression']);
});

it('findings of code come in the order of the text, whichever provider has them', async () => {
  const code = 'params.infra.CACHE.gett();\nparams.infra.CACHES;\nparams.infra.CACHE.gett();\n';
  const service = serviceOver({
    'wrangler.toml': '[[kv_namespaces]]\nbinding = "CACHE"\n',
    'playground/edge/tag.js': code,
  });
  const found = await check(service, '/shop/playground/edge/tag.js');
  expect(found.map((finding) => finding.code)).toEqual([2551, 'undeclared-binding', 2551]);
});

it('a setting that repeats a rule’s severity leaves what is milder as it is', async () => {
  const service = serviceOver({ 'wrangler.toml': manifest });
  const severities = async (setting: string) => {
    service.settings = readSettings({ diagnostics: { 'unknown-field': setting } });
    const found = await check(service, '/shop/wrangler.toml');
    return found.filter(({ code }) => code === 'unknown-field').map(({ severity }) => severity);
  };
  expect(await severities('warning')).toEqual(['hint', 'warning']);
  expect(await severities('error')).toEqual(['error', 'error']);
  expect(await severities('off')).toEqual([]);
});

it('of a manifest that cannot be read, only that is said', async () => {
  const unreadable = { problem: 'unreadable', message: 'is a folder' } as const;
  const [finding, ...others] = await check(serviceOver({ 'wrangler.toml': unreadable }), '/shop/wrangler.toml');
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ code: 'manifest-syntax', severity: 'error', range: { start: 0, end: 0 } });
});

it('fixes of a rule that needs types come from the worker, and each finding has its own', async () => {
  const code = "params.infra.CACHE.put('k', 'v');\nparams.infra.CACHES;\n";
  const service = serviceOver({
    'wrangler.toml': '[[kv_namespaces]]\nbinding = "CACHE"\n',
    'playground/edge/tag.js': code,
  });
  const found = await check(service, '/shop/playground/edge/tag.js');
  expect(found.map((finding) => [finding.code, finding.fixes()[0]?.title])).toEqual([
    ['unawaited-binding-call', 'Add await'],
    ['undeclared-binding', 'Change to CACHE'],
  ]);
});
