import { describe, expect, test } from 'vitest';
import { logged } from '../../../../test/support/sandbox';

describe('the web APIs of a stage', () => {
  test('URL and URLSearchParams', async () => {
    const code = `
      const url = new URL('/a b?x=1&y=ü#h', 'https://user:pw@shop.example:8443/dir/');
      url.searchParams.append('z', 'a&b');
      url.hash = '';
      url.pathname = '/c';
      console.log(url.href, url.host, url.origin, String(url), JSON.stringify({ url }));
      const query = new URLSearchParams({ b: 2, a: 'x y' });
      query.append('b', 3);
      query.sort();
      query.set('b', 4);
      console.log(query.toString(), [...new URLSearchParams([['k', 'v']])], query.has('a'), query.has('a', 'no'),
        query.getAll('b'), query.size, URL.canParse('nope'), Object.fromEntries(query));`;
    expect(await logged(code)).toEqual([
      'https://user:pw@shop.example:8443/c?x=1&y=%C3%BC&z=a%26b',
      'shop.example:8443',
      'https://shop.example:8443',
      'https://user:pw@shop.example:8443/c?x=1&y=%C3%BC&z=a%26b',
      '{"url":"https://user:pw@shop.example:8443/c?x=1&y=%C3%BC&z=a%26b"}',
      'a=x+y&b=4',
      [['k', 'v']],
      true,
      false,
      ['4'],
      2,
      false,
      { a: 'x y', b: '4' },
    ]);
  });

  test('text and Base64', async () => {
    const code = `
      const bytes = new TextEncoder().encode('aü€😀\\ud800');
      const decoder = new TextDecoder();
      const pieces = [...bytes].map((byte) => decoder.decode(new Uint8Array([byte]), { stream: true }));
      console.log([...bytes].length, pieces.join('') + decoder.decode(), new TextDecoder('latin1').encoding,
        new TextDecoder('utf-16le').decode(new Uint8Array([65, 0])), btoa('Hello'), atob('SGVsbG8='), atob(' SGk '));
      for (const action of [() => btoa('€'), () => atob('a'), () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))]) {
        try { action(); } catch (error) { console.log(error.name); }
      }`;
    expect(await logged(code)).toEqual([
      13,
      'aü€😀\ufffd',
      'windows-1252',
      'A',
      'SGVsbG8=',
      'Hello',
      'Hi',
      'InvalidCharacterError',
      'InvalidCharacterError',
      'TypeError',
    ]);
  });

  test('crypto', async () => {
    const code = `
      const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const data = new TextEncoder().encode('abc');
      const key = await crypto.subtle.importKey('raw', new TextEncoder().encode('key'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
      const signature = await crypto.subtle.sign('HMAC', key, data);
      const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const secret = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, data);
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
      console.log(
        hex(await crypto.subtle.digest('SHA-256', data)).slice(0, 8), hex(await crypto.subtle.digest({ name: 'MD5' }, data)),
        hex(signature).slice(0, 8), await crypto.subtle.verify('HMAC', key, signature, data), key.type, key.usages,
        new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, secret)),
        (await crypto.subtle.exportKey('jwk', pair.publicKey)).kty, crypto.randomUUID().length, iv.some((byte) => byte > 0),
      );
      await crypto.subtle.exportKey('raw', key).catch((error) => console.log(error.name));`;
    expect(await logged(code)).toEqual([
      'ba7816bf',
      '900150983cd24fb0d6963f7d28e17f72',
      '9c196e32',
      true,
      'secret',
      ['sign', 'verify'],
      'abc',
      'EC',
      36,
      true,
      'InvalidAccessError',
    ]);
  });

  test('structuredClone', async () => {
    const code = `
      const original = { date: new Date(0), map: new Map([['a', new Set([1])]]), bytes: new Uint8Array([1]), list: [, 1] };
      original.self = original;
      const copy = structuredClone(original);
      copy.bytes[0] = 9;
      console.log(copy.self === copy, copy !== original, copy.date, copy.map, original.bytes[0], copy.list.length);
      try { structuredClone({ f() {} }); } catch (error) { console.log(error.name, error instanceof DOMException); }`;
    expect(await logged(code)).toEqual([
      true,
      true,
      { $: 'date', value: '1970-01-01T00:00:00.000Z' },
      { $: 'map', entries: [['a', { $: 'set', values: [1] }]] },
      1,
      2,
      'DataCloneError',
      true,
    ]);
  });

  test('Headers, Request and Response', async () => {
    const code = `
      const headers = new Headers({ 'X-B': '1', 'x-a': '2' });
      headers.append('x-b', '3');
      headers.append('set-cookie', 'a=1');
      headers.append('set-cookie', 'b=2');
      console.log([...headers], headers.get('X-B'), headers.getSetCookie());
      const request = new Request('https://a.example/x', { method: 'post', body: new URLSearchParams({ a: 'b' }) });
      const copy = request.clone();
      console.log(request.method, request.headers.get('content-type'), (await request.formData()).get('a'), await copy.text(), request.bodyUsed);
      const form = new FormData();
      form.append('name', 'Ü');
      form.append('file', new File(['x'], 'a.txt', { type: 'text/plain' }));
      const sent = await new Response(form).formData();
      console.log(sent.get('name'), sent.get('file').name, await sent.get('file').text());
      console.log(Response.json({ a: 1 }).headers.get('content-type'), new Response('', { status: 404 }).ok,
        Response.redirect('https://a.example/', 301).headers.get('location'), new Response('x').headers.get('content-type'));
      for (const action of [() => new Response('x', { status: 204 }), () => new Response('', { status: 99 }), () => new Request('nope')]) {
        try { action(); } catch (error) { console.log(error.name); }
      }`;
    expect(await logged(code)).toEqual([
      [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['x-a', '2'],
        ['x-b', '1, 3'],
      ],
      '1, 3',
      ['a=1', 'b=2'],
      'POST',
      'application/x-www-form-urlencoded;charset=UTF-8',
      'b',
      'a=b',
      true,
      'Ü',
      'a.txt',
      'x',
      'application/json',
      false,
      'https://a.example/',
      'text/plain;charset=UTF-8',
      'TypeError',
      'RangeError',
      'TypeError',
    ]);
  });

  test('streams', async () => {
    const code = `
      const source = new ReadableStream({
        start(controller) { controller.enqueue('a'); controller.enqueue('b'); },
        pull(controller) { controller.enqueue('c'); controller.close(); },
      });
      const upper = new TransformStream({ transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()) });
      const [one, two] = source.pipeThrough(upper).tee();
      const read = async (stream) => { const chunks = []; for await (const chunk of stream) chunks.push(chunk); return chunks; };
      console.log(await read(one), await read(two));
      const failing = new ReadableStream({ pull() { throw new Error('broken'); } });
      await new Response(failing).text().catch((error) => console.log(error.message));`;
    expect(await logged(code)).toEqual([['A', 'B', 'C'], ['A', 'B', 'C'], 'broken']);
  });

  test('timers, in the order of their time', async () => {
    const code = `
      const order = [];
      setTimeout((name) => order.push(name), 20, 'late');
      setTimeout(() => order.push('soon'), 10);
      const stopped = setTimeout(() => order.push('never'), 5);
      clearTimeout(stopped);
      queueMicrotask(() => order.push('microtask'));
      let ticks = 0;
      await new Promise((resolve) => { const id = setInterval(() => { if (++ticks === 3) { clearInterval(id); resolve(); } }, 10); });
      const controller = new AbortController();
      AbortSignal.timeout(10).addEventListener('abort', () => controller.abort(new Error('too long')));
      await scheduler.wait(20);
      console.log(order, ticks, controller.signal.aborted, controller.signal.reason.message, performance.now() >= 50);`;
    expect(await logged(code)).toEqual([['microtask', 'soon', 'late'], 3, true, 'too long', true]);
  });

  test('Date, on the clock of the run', async () => {
    const code = `
      const before = new Date();
      await scheduler.wait(86_400_000);
      console.log(Math.round((new Date() - before) / 86_400_000), new Date(0).toISOString(), before instanceof Date,
        typeof Date(), Date.UTC(1970, 0, 2), new Date().getTimezoneOffset(), before.constructor === Date);`;
    expect(await logged(code)).toEqual([1, '1970-01-01T00:00:00.000Z', true, 'string', 86_400_000, 0, true]);
  });

  test('what cannot be simulated says so', async () => {
    const code = 'try { new HTMLRewriter(); } catch (error) { console.log(error.message); }';
    expect(await logged(code)).toEqual(['HTMLRewriter cannot be simulated yet.']);
  });
});
