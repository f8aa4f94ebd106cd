import { describe, expect, it } from 'vitest';
import { expectDiagnostics } from '../../test/support/editor';
import { fixture } from '../../test/support/marks';

describe('undeclared bindings', () => {
  it('are reported once, where the name stands', async () => {
    const [diagnostic] = await expectDiagnostics(fixture`
      const cached = await params.infra.CACHES.get('k');
                                        ^^^^^^ undeclared-binding
      const { DB, STORE } = params.infra;
                  ^^^^^ undeclared-binding
      return params.infra['CACHE'].get('k');
    `);
    expect(diagnostic?.message).toBe("'CACHES' is not declared in wrangler.toml. Did you mean 'CACHE'?");
  });

  it('are not reported while the manifest is being typed', () =>
    expectDiagnostics("await params.infra.CACHE.get('k');\n", {
      manifest: '[[kv_namespaces]]\nbinding = "CACHE\n[[d1',
    }));
});

it('a file that has no bindings', () =>
  expectDiagnostics(
    fixture`
      const { userId, infra } = params;
                      ^^^^^ infra-not-available
      params.infra.CACHE.get(userId);
             ^^^^^ infra-not-available
    `,
    { stage: 'browser/tag' },
  ));

it('misuse of params and bindings', () =>
  expectDiagnostics(fixture`
    await params.infra.CACHE.gett('k');
                             ^^^^ 2551
    await params.infra.CACHE.get({ key: 'k' });
                                   ^^^ 2769
    await params.infra.CACHE.put('k', 'v', { expirationTTL: 60 });
                                             ^^^^^^^^^^^^^ 2561
    const rows = params.infra.DB.prepare('select 1').all().results;
                                                           ^^^^^^^ 2339
    const { results } = params.infra.DB.prepare('select 1').all();
            ^^^^^^^ 2339
    params.requestHandlers('https://example.com');
           ^^^^^^^^^^^^^^^ 2551
    const secret = process.env.SECRET, page = window.location;
                   ^^^^^^^ 2591
                                              ^^^^^^ 2304
    if (params.infra.CACHE.get('k')) return;
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 2801
  `));

it('what a stage does not have', () =>
  expectDiagnostics(
    fixture`
      await params.requestHandler('https://example.com');
                   ^^^^^^^^^^^^^^ 2339
      return new Response(params.endpoint + params.request.url);
    `,
    { stage: 'apis/cdn/subscribe' },
  ));

describe('ordinary JavaScript raises nothing', () => {
  it('on the edge', () =>
    expectDiagnostics(fixture`
      const totals = params.payload.data.contents.reduce((sum, item) => { sum[item.id] = (sum[item.id] || 0) + item.price; return sum }, {});
      const config = {}; config.late = 1; config.other.deep = totals.x.y;
      try { JSON.parse(params.user.email).foo.bar } catch (e) { params.logger.error(e.message, e.response.status) }
      const raw = await params.infra.CACHE.get('k'); const parsed = JSON.parse(raw); if (parsed.n > raw) parsed.n++;
      const row = await params.infra.DB.prepare('select ?').bind(params.userId, undefined, params.user?.age).first();
      if (row.count > 3 && row.name.length) delete row.count;
      await params.infra.CACHE.put('k', raw, { expirationTtl: row.ttl });
      const object = await params.infra.FILES.get('x'); const text = await object.text();
      const res = await params.requestHandler('https://x', { method: 'POST', body: { a: 1 } }); const json = await res.json(); json.a.b;
      await params.infra.OTHER.doSomething(1, 2).then((x) => x.y); await params.infra.OTHER.fetch('https://x');
      const stub = params.infra.COUNTER.get(params.infra.COUNTER.idFromName('a')); await stub.increment(1); await stub.fetch('https://x');
      params.infra.EVENTS.writeDataPoint({ blobs: [params.payload.eventName, null], doubles: [1], indexes: [params.userId] });
      const answer = await params.infra.AI.run('@cf/meta/llama-3-8b-instruct', { prompt: 'x' }); answer.response.trim();
      const { success } = await params.infra.LIMIT.limit({ key: params.userId });
      params.extra = 1; this.x = 2; let later; later = { a: 1 }; later.b = 2; late.hoisted = 1; var late = {};
      const a = [1, 2, 3]; a.total = 1; if (a == '1') a - '2'; new Date() - new Date(0);
      function helper(p, q) { return p.q + arguments.length } helper(1);
      const when = typeof window !== 'undefined' ? window.x : new Date(params.payload.data.at).foo;
      return undefined;
    `));

  it('in the browser', () =>
    expectDiagnostics(
      fixture`
        window.dataLayer = window.dataLayer || []; window.dataLayer.push({ event: params.eventName });
        if (window.fbq) fbq('track', params.eventName, { value: params.data.value });
        const el = document.querySelector('#email'); el.value = params.userId; el.style.display = 'none';
        $('#cart').on('click', function () { this.dataset.x = localStorage.getItem('k').length }); gtag('event', 'x');
        var img = new Image(); img.src = 'https://x/?' + params.manifestVariables.PIXEL; document.body.appendChild(img);
        return { skipEvent: true };
      `,
      { stage: 'browser/tag' },
    ));

  it('in an API handler', () =>
    expectDiagnostics(
      fixture`
        const { email, list } = await params.request.json();
        const url = new URL(params.request.url); const country = params.request.cf.country.toLowerCase();
        if (params.method !== 'POST') return new Response(null, { status: 405, headers: { allow: undefined } });
        return Response.json({ ok: true, email, list, q: url.searchParams.get('q').trim(), country });
      `,
      { stage: 'apis/cdn/subscribe' },
    ));
});

it('syntax errors come alone, where they are', () =>
  expectDiagnostics(fixture`
    const a = ;
              ^ 1109
    params.infra.CACHE.gett('x');
  `));

it('top-level return and await are fine', () =>
  expectDiagnostics('if (!params.userId) return;\nawait params.userSave(params.userId, { a: 1 });\n'));

describe('suppression', () => {
  it('silences a line, TypeScript too, and says when there is nothing to silence', () =>
    expectDiagnostics(fixture`
      await params.infra.CACHES.get('k'); // infra-ignore undeclared-binding
      // infra-ignore 2551
      await params.infra.CACHE.gett('k');
      // infra-ignore undeclared-binding
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ useless-suppression
      await params.infra.CACHE.get('k');
    `));
});
