import { expect, it } from 'vitest';
import { withoutCursor } from '../../test/support/marks';
import { serviceOver } from '../../test/support/service';
import { hover } from '../features/hover';

async function hoverAt(marked: string): Promise<string | undefined> {
  const { text, offset } = withoutCursor(marked);
  const path = /^\s*\{/.test(text) ? 'wrangler.jsonc' : 'wrangler.toml';
  return (await hover(serviceOver({ [path]: text }), `/shop/${path}`, offset))?.markdown;
}

it.each([
  ['[[kv_name|spaces]]\nbinding = "A"', '**KV namespace** – Values by key'],
  ['[[kv_namespaces]]\nbinding = "A"\n[[kv_name|spaces]]\nbinding = "B"', 'Environments do not inherit it'],
  ['[[env.staging.durable_objects.bind|ings]]\nname = "A"', '**Durable Object**'],
  ['[[durable_ob|jects.bindings]]\nname = "A"', '**Durable Object**'],
  ['{ "r2_buc|kets": [] }', 'An object has at most 5 TB.'],
])('a kind, at %j', async (text, expected) => expect(await hoverAt(text)).toContain(expected));

it.each([
  ['[[kv_namespaces]]\ni|d = "1"', 'The ID of the namespace.'],
  ['[[ratelimits]]\nsimple = { peri|od = 10 }', 'One of `10`, `60`.'],
  ['services = [{ environ|ment = "x" }]', 'Deprecated. Name the Worker'],
  ['{ "previews": { "ai": { "bind|ing": "AI" } } }', 'binding: string (required)'],
  ['compat|ibility_date = "2026-01-31"', 'The day whose runtime'],
])('a field or another key, at %j', async (text, expected) => expect(await hoverAt(text)).toContain(expected));

it('an environment, with what it has and what it lacks', async () => {
  const text =
    '[[kv_namespaces]]\nbinding = "A"\n[[kv_namespaces]]\nbinding = "B"\n[[env.stag|ing.kv_namespaces]]\nbinding = "A"';
  expect(await hoverAt(text)).toBe(
    '**Environment staging**\n\nDeclares `A`.\n\nThe top level also declares `B`: not inherited.',
  );
});

it('a binding, as in code', async () => {
  const text =
    '[[kv_namespaces]]\nbinding = "CA|CHE"\nid = "1"\n[[env.staging.kv_namespaces]]\nbinding = "CACHE"\nid = "2"';
  expect(await hoverAt(text)).toMatch(/\(binding\) CACHE: KVNamespace[\s\S]*- top level: `1`\n- staging: `2`/);
});

it.each(['[vars]\nA|B = 1', 'name = "my-wor|ker"', '# kv_name|spaces', '[my_own.tab|le]\na = 1', '|'])(
  'nothing at %j',
  async (text) => expect(await hoverAt(text)).toBeUndefined(),
);
