import { describe, expect, it } from 'vitest';
import { mayLeadTo } from './mayLeadTo';
import { accessPointAt, scanStage } from './scan';

const isInfra = (name: string) => name === 'infra';
const at = (marked: string) => mayLeadTo(marked.replace('|', ''), marked.indexOf('|'), isInfra);

describe('a binding may be named', () => {
  it.each([
    'params.infra.|',
    'params.infra.CA|CHE',
    'params?.infra?.CA|',
    'infra.|',
    'alias.CA|',
    'params\n  .infra\n  .|',
    'params.infra // all\n  .CA|',
    "infra['|']",
    "infra['my-k|v']",
    'const { CACHE, D| } = infra',
    'const {\n  |\n} = infra',
  ])('%s', (marked) => expect(at(marked)).toBe(true));
});

describe('no binding can be named', () => {
  it.each(['request.headers.|', 'params.logger.lo|g', 'return ne|w', '[...new |Uint8Array(1)]', '|', 'await |'])(
    '%s',
    (marked) => expect(at(marked)).toBe(false),
  );
});

it('rules out no place that a scan finds', () => {
  const text = `const { infra, payload } = params, all = params;
const { CACHE, DB: db,
  QUEUE } = infra
await infra['my-kv'].get(\`\${params.infra.FILES.x}\`);
await all.infra?.A.get(params . infra . B, CACHE)
for (const x of params
  .infra
  .LIST) params.infra. `;
  const scan = scanStage(text);
  for (let offset = 0; offset <= text.length; offset++) {
    const point = accessPointAt(scan, offset);
    // In a pattern, a name can only be typed where a key begins.
    const isKey = point?.form !== 'destructuring' || /[{,]\s*[\w$]*$/.test(text.slice(0, offset));
    if (point?.receiver.join() === 'infra' && isKey) {
      expect(mayLeadTo(text, offset, isInfra), text.slice(0, offset)).toBe(true);
    }
  }
});
