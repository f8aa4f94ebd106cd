import { describe, expect, it } from 'vitest';
import { stageWithCursor } from '../../../test/support/service';
import { completion, completionDetails } from '../../features/completion';
import { diagnostics } from '../../features/diagnostics';
import { hover } from '../../features/hover';

async function labels(code: string) {
  const { service, path, offset } = stageWithCursor(code);
  return (await completion(service, path, offset))?.items.map(({ label }) => label) ?? [];
}

describe('what hardly any stage file names', () => {
  it('is suggested by its name', async () => {
    expect(await labels('params.logger.log(|);')).toEqual(
      expect.arrayContaining(['Atomics', 'BigInt64Array', 'Float16Array', 'Int16Array', 'Intl', 'Uint8Array']),
    );
  });

  it.each([
    ['new Int16Array(4).|', ['at', 'fill', 'length', 'map', 'subarray', 'toSorted']],
    ['BigInt64Array.|', ['BYTES_PER_ELEMENT', 'from', 'of']],
    ['Atomics.|', ['add', 'notify', 'wait']],
    ['Intl.|', ['DateTimeFormat', 'NumberFormat', 'Segmenter', 'getCanonicalLocales']],
    ["new Intl.NumberFormat('en').|", ['format', 'formatToParts', 'resolvedOptions']],
  ])('has its members where it is named: %s', async (code, expected) => {
    expect(await labels(code)).toEqual(expect.arrayContaining(expected));
  });

  it('is explained', async () => {
    const { service, path, offset } = stageWithCursor('params.logger.log(|);');
    const list = await completion(service, path, offset);
    const item = list?.items.find(({ label }) => label === 'Int16Array');
    const details = list?.details && item && (await completionDetails(service, path, list.details, item));
    expect(details?.detail).toContain('Int16ArrayConstructor');
    const named = stageWithCursor('new Int16Array(4).fi|ll(1);');
    expect((await hover(named.service, named.path, named.offset))?.markdown).toContain('Int16Array<ArrayBuffer>.fill');
  });

  it.each([
    "const total = new Float64Array([1, 2]).map((value) => value * 2);\nparams.logger.log(total.at(-1), new Intl.NumberFormat('en').format(1));",
    'for (const value of new Uint16Array(2)) {\n  params.logger.log(value, ...new Int8Array(2).entries());\n}',
    "params.logger.log(crypto.getRandomValues(new Uint32Array(1))[0], new Date().toLocaleDateString('en', { dateStyle: 'long' }));",
    '/** @param {Int32Array} all */\nconst first = (all) => all.at(0);\nparams.logger.log(first);',
  ])('is no error where it is used well: %s', async (code) => {
    const { service, path } = stageWithCursor(`${code}|`);
    expect(await diagnostics(service, path)).toEqual([]);
  });

  it('is known where a binding gives it', async () => {
    const manifest = '[[vectorize]]\nbinding = "INDEX"\nindex_name = "shop"\n';
    const { service, path, offset } = stageWithCursor(
      "const [found] = await params.infra.INDEX.getByIds(['1']);\nfound.values.|",
      { manifest },
    );
    const list = await completion(service, path, offset);
    expect(list?.items.map(({ label }) => label)).toEqual(expect.arrayContaining(['map', 'slice']));
  });

  it('is known from the moment it is typed', async () => {
    const { service, path } = stageWithCursor('params.logger.log(|);');
    const names = async (code: string) => {
      service.workspace.documents.open(path, code);
      return (await completion(service, path, code.length))?.items.map(({ label }) => label);
    };
    expect(await names('params.logger.log(In')).toContain('Intl');
    expect(await names('params.logger.log(Intl.')).toContain('PluralRules');
    expect(await names('params.logger.log(In')).toContain('Intl');
    expect(await names('params.logger.log(Int8Array.')).toContain('from');
  });
});
