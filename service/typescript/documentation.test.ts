import { describe, expect, it } from 'vitest';
import { stageWithCursor } from '../../test/support/service';
import { askTypeScript } from '../askTypeScript';
import { completion, completionDetails } from '../features/completion';
import { diagnostics } from '../features/diagnostics';
import { hover } from '../features/hover';

describe('the documentation of libraries', () => {
  it.each([
    ['const digest = crypto.subtle.dig|est(1)', 'method of the SubtleCrypto interface generates'],
    ['params.logger.lo|g(1)', "Writes to the Destination's log."],
    ['[1].fla|tMap((x) => x)', '*@param* callback'],
    ['new URLSear|chParams()', 'query string'],
    ['/** Doubles. */ function twice(x) { return x * 2 }\ntwi|ce(1)', 'Doubles.'],
  ])('on hover: %s', async (code, text) => {
    const { service, path, offset } = stageWithCursor(code);
    expect((await hover(service, path, offset))?.markdown).toContain(text);
  });

  it('beside a completion', async () => {
    const { service, path, offset } = stageWithCursor('crypto.subtle.|');
    const list = await completion(service, path, offset);
    const item = list?.items.find(({ label }) => label === 'digest');
    const details = list?.details && item && (await completionDetails(service, path, list.details, item));
    expect(details?.documentation).toContain('SubtleCrypto interface generates');
  });

  it('in signature help', async () => {
    const { service, path, offset } = stageWithCursor("'a'.indexOf(|)");
    const help = await askTypeScript(service, 'signatureHelp', { path, offset });
    expect(help?.signatures[0]?.documentation).toContain('position of the first occurrence');
  });

  it('strikes out what is deprecated', async () => {
    const { service, path } = stageWithCursor("const text = escape('a');\nparams.logger.log(text);|");
    expect(await diagnostics(service, path)).toMatchObject([{ range: { start: 13, end: 19 }, tags: ['deprecated'] }]);
  });
});
