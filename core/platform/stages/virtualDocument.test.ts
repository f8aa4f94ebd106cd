import { describe, expect, it } from 'vitest';
import { stageKinds } from './stages';
import { toBody, virtualDocument } from './virtualDocument';

const body = 'params.logger.log(1);\n';

describe.each(stageKinds.map((kind) => [kind.id, kind] as const))('%s as a module', (id, kind) => {
  const document = virtualDocument({ kind, id, root: '' }, body);

  it('has the body as it is', () => {
    expect(document.text.slice(document.offset, document.offset + document.bodyLength)).toBe(body);
    expect(toBody(document, { start: document.offset, end: document.offset + 6 })).toEqual({ start: 0, end: 6 });
  });

  // A tenth of a completion of members: see `returnTypes`.
  it('has nothing before it that makes TypeScript look for type arguments', () => {
    expect(document.text.slice(0, document.offset)).not.toContain('<');
  });
});
