import { describe, expect, test } from 'vitest';
import { nodesOfMachine, type RunOptions, run as runAny } from '../test/support/sandbox';

const run = (code: string, options: RunOptions = {}) => runAny(code, { stage: 'browser/tag', ...options });

describe.each(nodesOfMachine())('a stage of the browser, with Node $version', ({ path }) => {
  test('has a page', async () => {
    const { logs, of } = await run(
      `document.body.innerHTML = '<form id="f"><input name="email" value="a@b.example"></form>';
      const form = document.querySelector('#f');
      form.addEventListener('submit', (event) => { event.preventDefault(); console.log('submitted'); });
      form.dispatchEvent(new Event('submit', { cancelable: true }));
      localStorage.setItem('k', 'v');
      window.own = 1;
      console.log(location.pathname, document.title, document.cookie.includes('theme=light'), new FormData(form).get('email'),
        form instanceof HTMLFormElement, localStorage.getItem('k'), own, window === globalThis, navigator.userAgent.includes('Macintosh'),
        document.referrer.length > 0, typeof getComputedStyle(form).display);`,
      { node: path },
    );
    expect(of('error')).toEqual([]);
    expect(logs).toEqual([
      ['submitted'],
      [
        '/checkout/thank-you',
        'Thank you for your order',
        true,
        'a@b.example',
        true,
        'v',
        1,
        true,
        true,
        true,
        'string',
      ],
    ]);
  });

  test('captures what leaves the page', async () => {
    const { of, logs } = await run(
      `const form = new FormData(); form.append('a', '1');
      const response = await fetch('/collect?token=1', { method: 'POST', body: form });
      navigator.sendBeacon('https://b.example/beacon', JSON.stringify({ x: 1 }));
      new Image().src = 'https://pixel.example/p.gif?id=1';
      const script = document.createElement('script');
      script.src = 'https://cdn.example/tag.js';
      document.head.appendChild(script);
      const xhr = new XMLHttpRequest();
      xhr.open('PUT', 'https://x.example/');
      xhr.setRequestHeader('X-A', 'b');
      xhr.onload = () => console.log(xhr.status, xhr.responseText);
      xhr.send('body');
      document.createElement('iframe').setAttribute('src', 'https://frame.example/');
      location.href = 'https://away.example/';
      await new Promise((resolve) => setTimeout(resolve, 10));
      console.log(response.ok, location.hostname);`,
      { node: path },
    );
    expect(of('error')).toEqual([]);
    expect(of('request').map(({ via, method, url, body }) => [via, method, url, body])).toMatchObject([
      ['fetch', 'POST', 'https://www.juniper-and-oak.example/collect?token=[REDACTED]', { entries: [['a', '1']] }],
      ['beacon', 'POST', 'https://b.example/beacon', '{"x":1}'],
      ['image', 'GET', 'https://pixel.example/p.gif?id=1', null],
      ['script', 'GET', 'https://cdn.example/tag.js', null],
      ['xhr', 'PUT', 'https://x.example/', 'body'],
      ['iframe', 'GET', 'https://frame.example/', null],
      ['navigation', 'GET', 'https://away.example/', null],
    ]);
    expect(of('request').every(({ sent }) => sent === false)).toBe(true);
    expect(of('request')[2]?.at).toMatchObject({ line: 3 });
    expect(logs).toEqual([
      [200, '{}'],
      [true, 'www.juniper-and-oak.example'],
    ]);
  });

  test('cannot leave the sandbox', async () => {
    const { logs } = await run(
      `const attempt = async (action) => { try { console.log('escaped', String(await action()).slice(0, 60)); } catch { console.log('blocked'); } };
      for (const value of [window, document, document.body, localStorage, navigator, new FormData(), document.createElement('a'), Event, fetch, XMLHttpRequest]) {
        await attempt(() => value.constructor.constructor('return process')().pid);
      }
      await attempt(() => eval('1'));
      await attempt(() => new Function('return 1')());
      await attempt(() => setTimeout('console.log("text")', 0));
      await attempt(() => process.pid);
      await attempt(() => require('fs'));
      await attempt(() => Buffer.from('x'));
      await attempt(async () => (await import('node:fs')).readFileSync('/etc/passwd'));
      await attempt(() => new WebSocket('wss://a.example/').readyState);
      document.body.innerHTML = '<script>globalThis.ran = 1</script><img src="x" onerror="globalThis.ran = 2">';
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = 3';
      await attempt(() => { document.body.appendChild(script); if (!globalThis.ran) throw new Error('did not run'); return ran; });`,
      { node: path },
    );
    expect(logs).toEqual(Array(19).fill(['blocked']));
  });
});

describe('params of the browser', () => {
  test.each([
    [
      'browser/init',
      'baseUrl consentData destination executionContext getEdgeData isNewUser keyName logger manifest sendEdgeData sendTag session userId',
    ],
    [
      'browser/tag',
      'data destination eventId eventName executionContext getEdgeData logger manifestVariables sendTag sessionId userId',
    ],
    ['browser/user', 'data destination logger manifestVariables userId'],
  ])('%s', async (stage, names) => {
    const { of } = await run("return Object.keys(params).sort().join(' ')", { stage });
    expect(of('return')[0]?.value).toBe(names);
  });

  test('record what is sent', async () => {
    const { of } = await run(
      `params.sendTag({ eventName: 'Lead' });
      params.sendEdgeData({ a: 1 }, ['x']);
      params.getEdgeData(['b'], (values) => console.log(values));
      params.executionContext.set('k', params.manifest.variables.COLOUR);
      return params.executionContext.get('k');`,
      { stage: 'browser/init', variables: { COLOUR: 'moss' }, secrets: [] },
    );
    expect(of('identity').map(({ op, args }) => [op, args[0]])).toEqual([
      ['sendTag', { eventName: 'Lead' }],
      ['sendEdgeData', { a: 1 }],
      ['getEdgeData', ['b']],
    ]);
    expect(of('return')[0]?.value).toBe('moss');
  });

  test('of a Transformation, and what it must return', async () => {
    const options = { stage: 'browser/clientTagRoot', variables: { A: 'b' }, secrets: [] };
    const fine = await run(
      'return { payload: { ...params.payload, a: params.variables.A }, additionalEvents: [] };',
      options,
    );
    expect(fine.ok).toBe(true);
    const wrong = await run('return { user: {} };', options);
    expect(wrong.of('error')[0]?.message).toBe(
      'The Transformation returned "user", which only a Transformation on the edge may return.',
    );
  });

  test('an error has its place', async () => {
    const { of } = await run("\ndocument.querySelector('#nothing').textContent = 'x';");
    expect(of('error')[0]).toMatchObject({ name: 'TypeError', at: { file: 'playground/browser/tag.js', line: 1 } });
  });

  test('has its page whatever Workers run on', async () => {
    const { of, logs } = await run('console.log(typeof document)', { engine: 'workerd' });
    expect(of('run.start')[0]).toMatchObject({ engine: 'memory' });
    expect(logs).toEqual([['object']]);
  });
});
