import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../core/text';
import { editorAtCursor, expectDiagnostics } from '../../../test/support/editor';
import { fixture } from '../../../test/support/marks';

/** The text after each quick fix at the cursor. */
async function fixed(marked: string) {
  const { editor, path, text, offset } = editorAtCursor(marked);
  const fixes = await editor.quickFixes(path, { start: offset, end: offset });
  return Object.fromEntries(fixes.map(({ title, files }) => [title, applyEdits(text, files[path] ?? [])]));
}

describe('unawaited-binding-call', () => {
  it('where nobody waits for the promise', () =>
    expectDiagnostics(fixture`
      params.infra.CACHE.put('k', 'v');
      ^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call
      const { DB } = params.infra; DB.prepare('select 1').run();
                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ unawaited-binding-call
      await params.infra.CACHE.delete('k');
      params.infra.EVENTS.writeDataPoint({ blobs: [] });
      const pending = params.infra.CACHE.get('k');
      void params.infra.CACHE.delete('k');
      params.infra.CACHE.delete('k').catch((error) => params.logger.error(error.message));
      await Promise.all([params.infra.CACHE.get('a'), pending]);
      return params.infra.CACHE.get('k');
    `));

  it('is mended by await', async () =>
    expect(await fixed("params.infra.CACHE.p|ut('k', 'v');")).toEqual({
      'Add await': "await params.infra.CACHE.put('k', 'v');",
    }));
});

describe('payload-mutation', () => {
  it('through params, aliases and methods', () =>
    expectDiagnostics(fixture`
      params.payload.eventName = 'x';
      ^^^^^^^^^^^^^^^^^^^^^^^^ payload-mutation
      const { payload } = params, data = params.payload.data;
      delete payload.pageUrl; data['value']++; data.contents.push(1); Object.assign(data, { a: 1 });
             ^^^^^^^^^^^^^^^ payload-mutation
                              ^^^^^^^^^^^^^ payload-mutation
                                               ^^^^^^^^^^^^^ payload-mutation
                                                                                    ^^^^ payload-mutation
      const { data: { contents } } = payload;
      contents.sort();
      ^^^^^^^^ payload-mutation
    `));

  it('not of a copy', () =>
    expectDiagnostics(fixture`
      const payload = structuredClone(params.payload); payload.eventName = 'x'; payload.data.contents.push(1);
      let value = params.payload.data.value; value = 3; value++;
      const names = params.payload.data.contents.map((item) => item.id); names.push('x');
      let data = params.payload.data; data = { ...data }; data.value = 1;
      const other = { payload: {} }; other.payload.x = 1;
    `));

  it('is mended by a clone', async () =>
    expect(await fixed('const payload = params.payload;\npay|load.x = 1;')).toEqual({
      'Clone the payload with structuredClone': 'const payload = structuredClone(params.payload);\npayload.x = 1;',
    }));
});

describe('missing-response', () => {
  const api = { stage: 'apis/cdn/subscribe' };

  it('where a path ends without one', () =>
    expectDiagnostics(
      fixture`
        if (params.method === 'POST') {
          return new Response('ok');
        }
        const rest = await params.request.text();
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-response
      `,
      api,
    ));

  it('where something else is returned', () =>
    expectDiagnostics(
      fixture`
        if (params.method === 'GET') return { ok: true };
                                            ^^^^^^^^^^^^ missing-response
        if (params.method === 'PUT') return;
                                     ^^^^^^^ missing-response
        return 'done';
               ^^^^^^ missing-response
      `,
      api,
    ));

  it('not where there is one on every path, or may be', () =>
    expectDiagnostics(
      fixture`
        const reply = (value, status) => Response.json(value, { status });
        try {
          switch (params.method) {
            case 'GET': return reply(await params.infra.DB.prepare('select 1').first(), 200);
            case 'PUT': return params.infra.OTHER.fetch(params.request);
            case 'POST': { const made = JSON.parse('{}'); return made; }
            default: throw new Error('no');
          }
        } catch (error) {
          return reply({ error: error.message }, 500);
        }
      `,
      api,
    ));
});

describe('limits', () => {
  it('of KV and D1, where a literal breaks them', () =>
    expectDiagnostics(
      fixture`
        const ttl = 30;
        await params.infra.CACHE.put('k', 'v', { expirationTtl: ttl });
                                                                ^^^ kv-expiration-too-short
        await params.infra.CACHE.put('k', 'v', { expirationTtl: 60 });
        await params.infra.CACHE.get('${'k'.repeat(513)}');
                                     ${'^'.repeat(515)} kv-key-too-long
        await params.infra.DB.prepare('x').bind(${Array.from({ length: 101 }, (_, index) => index).join(', ')}).run();
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too-many-sql-parameters
      `,
    ));
});

it('the result of a stage is completed by its properties', async () => {
  const { editor, path, offset } = editorAtCursor('return { | };', { stage: 'edge/tagRoot' });
  const labels = (await editor.completion(path, offset)).map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['payload', 'skipEvent', 'additionalEvents']));
});
