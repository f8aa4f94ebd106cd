import { describe, expect, test } from 'vitest';
import { logged, run } from '../../../../test/support/sandbox';

const r2 = 'const { FILES } = params.infra;';

describe('an R2 bucket', () => {
  test('keeps objects with their metadata', async () => {
    const code = `${r2}
      const put = await FILES.put('report.csv', 'a,b', {
        httpMetadata: { contentType: 'text/csv', cacheControl: 'no-store' },
        customMetadata: { rows: '1' },
      });
      const got = await FILES.get('report.csv');
      const headers = new Headers();
      got.writeHttpMetadata(headers);
      console.log(put.size, put.etag, put.httpEtag, await got.text(), got.bodyUsed, got.customMetadata,
        headers.get('content-type'), got.checksums.toJSON(), got.uploaded instanceof Date);
      const head = await FILES.head('report.csv');
      console.log('body' in head, head.httpMetadata.contentType, await FILES.get('none'), await FILES.head('none'));`;
    const etag = 'b345e1dc09f20fdefdea469f09167892';
    expect(await logged(code)).toEqual([
      3,
      etag,
      `"${etag}"`,
      'a,b',
      true,
      { rows: '1' },
      'text/csv',
      { md5: etag },
      true,
      false,
      'text/csv',
      null,
      null,
    ]);
  });

  test('reads an object in every form', async () => {
    const code = `${r2}
      await FILES.put('o', new Blob(['{"a":1}'], { type: 'application/json' }));
      const get = () => FILES.get('o');
      console.log(await (await get()).json(), (await (await get()).arrayBuffer()).byteLength,
        (await (await get()).bytes()).length, (await (await get()).blob()).size,
        await new Response((await get()).body).text());`;
    expect(await logged(code)).toEqual([{ a: 1 }, 7, 7, 7, '{"a":1}']);
  });

  test('reads a range', async () => {
    const code = `${r2}
      await FILES.put('o', '0123456789');
      const part = async (range) => { const o = await FILES.get('o', { range }); return [await o.text(), o.range]; };
      console.log(await part({ offset: 2, length: 3 }), await part({ offset: 8 }), await part({ suffix: 2 }),
        await part(new Headers({ range: 'bytes=1-2' })));
      await FILES.get('o', { range: { offset: 10 } }).catch((e) => console.log(e.message));`;
    expect(await logged(code)).toEqual([
      ['234', { offset: 2, length: 3 }],
      ['89', { offset: 8, length: 2 }],
      ['89', { offset: 8, length: 2 }],
      ['12', { offset: 1, length: 2 }],
      'get: The requested range is not satisfiable (10039)',
    ]);
  });

  test('honours conditions', async () => {
    const code = `${r2}
      const { etag } = await FILES.put('o', 'one');
      const has = async (onlyIf) => 'body' in (await FILES.get('o', { onlyIf }));
      const future = new Date(Date.now() + 1000);
      console.log(
        await has({ etagMatches: etag }), await has({ etagMatches: 'other' }),
        await has({ etagDoesNotMatch: etag }), await has(new Headers({ 'if-none-match': '"' + etag + '"' })),
        await has({ uploadedBefore: future }), await has({ uploadedAfter: future }),
        await FILES.put('o', 'two', { onlyIf: { etagMatches: 'other' } }),
        await (await FILES.get('o')).text(),
        await FILES.put('new', 'x', { onlyIf: { etagMatches: 'other' } }),
        (await FILES.put('new', 'x', { onlyIf: { etagDoesNotMatch: '*' } })).key,
        await FILES.put('new', 'y', { onlyIf: { etagDoesNotMatch: '*' } }),
      );`;
    expect(await logged(code)).toEqual([true, false, false, false, true, false, null, 'one', null, 'new', null]);
  });

  test('lists by prefix and delimiter, a page at a time', async () => {
    const code = `${r2}
      for (const key of ['a/1', 'a/2', 'b/1', 'c']) await FILES.put(key, key, { customMetadata: { key } });
      const keys = (list) => list.objects.map((o) => o.key);
      const all = await FILES.list({ limit: 2 });
      const rest = await FILES.list({ limit: 2, cursor: all.cursor, include: ['customMetadata'] });
      const folders = await FILES.list({ delimiter: '/' });
      console.log(keys(all), all.truncated, all.objects[0].customMetadata, keys(rest), rest.truncated,
        rest.objects[0].customMetadata, folders.delimitedPrefixes, keys(folders),
        keys(await FILES.list({ prefix: 'a/', startAfter: 'a/1' })));`;
    expect(await logged(code)).toEqual([
      ['a/1', 'a/2'],
      true,
      {},
      ['b/1', 'c'],
      false,
      { key: 'b/1' },
      ['a/', 'b/'],
      ['c'],
      ['a/2'],
    ]);
  });

  test('deletes one or many', async () => {
    const code = `${r2}
      for (const key of ['a', 'b', 'c']) await FILES.put(key, key);
      await FILES.delete('a');
      await FILES.delete(['b', 'none']);
      console.log((await FILES.list()).objects.map((o) => o.key));`;
    expect(await logged(code)).toEqual([['c']]);
  });

  test('checks a digest', async () => {
    const code = `${r2}
      const sha256 = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('x'));
      console.log((await FILES.put('o', 'x', { sha256 })).checksums.toJSON().sha256.slice(0, 8));
      await FILES.put('o', 'y', { sha256 }).catch((e) => console.log(e.message.split('.')[0]));`;
    expect(await logged(code)).toEqual([
      '2d711642',
      'put: The SHA256 checksum you specified did not match what we received',
    ]);
  });

  test('takes an upload in parts', async () => {
    const code = `${r2}
      const upload = await FILES.createMultipartUpload('big', { customMetadata: { a: '1' } });
      const first = await upload.uploadPart(1, new Uint8Array(5 << 20));
      const again = FILES.resumeMultipartUpload('big', upload.uploadId);
      const second = await again.uploadPart(2, 'end');
      const whole = await again.complete([first, second]);
      console.log(whole.size, whole.etag.endsWith('-2'), (await FILES.head('big')).customMetadata);
      await upload.uploadPart(3, 'x').catch((e) => console.log(e.message));`;
    expect(await logged(code)).toEqual([
      5_242_883,
      true,
      { a: '1' },
      'uploadPart: The specified multipart upload does not exist. (10024)',
    ]);
  });

  test('refuses what the service refuses', async () => {
    const { of } = await run(`${r2}
      await FILES.put('', 'x').catch(() => {});
      await FILES.put('k'.repeat(1025), 'x').catch(() => {});
      await FILES.put('k', 1).catch(() => {});
      await FILES.list({ limit: 1001 }).catch(() => {});
      await FILES.delete(Array(1001).fill('k')).catch(() => {});`);
    expect(of('binding').map(({ error }) => error)).toEqual([
      'put: The specified object name is not valid. (10020)',
      'put: The specified object name is not valid. (10020)',
      'put() takes a string, an ArrayBuffer, a view on one, a Blob, a ReadableStream or null.',
      'list: MaxKeys params must be positive integer <= 1000. (10022)',
      'delete: You may only delete 1000 objects at a time (10034)',
    ]);
  });
});
