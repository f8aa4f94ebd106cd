import { describe, expect, it } from 'vitest';
import { bindingPointAt } from './bindingPoint';
import { accessPointAt, scanStage } from './scan';

/** What stands, or can be typed, at the bar; `undefined` where that is left to the scan. */
function nameAt(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const point = bindingPointAt(text, offset);
  return point && text.slice(point.range.start, point.range.end);
}

describe('the name of a binding is found without a scan', () => {
  it.each([
    ['await params.infra.|', ''],
    ['await params.infra.|CACHE.get()', 'CACHE'],
    ['await params.infra.CA|CHE.get()', 'CACHE'],
    ['await params.infra.CACHE|.get()', 'CACHE'],
    ['params?.infra?.DB|', 'DB'],
    ['params\n  .infra.DB|', 'DB'],
    ['params.infra.|\nawait next()', ''],
    ['`${params.infra.|}`', ''],
    ['const all = params;\nall.x; params.infra.A|', 'A'],
    ['other.params = 1; params.infra.A|', 'A'],
  ])('%s', (marked, name) => expect(nameAt(marked)).toBe(name));
});

describe('what only a scan can tell is left to it', () => {
  it.each([
    '"params.infra.|"',
    '// params.infra.|',
    'infra.CACHE|',
    'x.params.infra.|',
    'params.infra|',
    'params.infra.CACHE.ge|t',
    'params.infra.| CACHE',
    'function f(params) { params.infra.| }',
    'rows.map((params) => params.infra.|)',
    'const params = other; params.infra.|',
    'const { params } = other; params.infra.|',
    'const // later\nparams; params.infra.|',
    `${'f(1); '.repeat(100)}params.infra.|`,
  ])('%s', (marked) => expect(nameAt(marked)).toBeUndefined());
});

const bodies = [
  `const { infra } = params;
const all = params
await params.infra.CACHE.put('k', \`\${params.infra.DB.x}\`, { a: params.infra . QUEUE });
// params.infra.COMMENT
if (params.infra?.FILES) { return params.infra.FILES.get("params.infra.X") }
for (const x of params.infra.LIST) await params.infra
  .LATER.get(/params.infra.R/)
params.infra.`,
  "const f = (params) => params.infra.A\nparams.infra['B'].get(); params . infra . C",
  'const params.infra.HALF\nfoo(params.infra.A, params)\nfunction params.infra.',
];

describe('an answer is always that of the scan', () => {
  it.each(bodies)('%#: at every place, however far it is typed', (body) => {
    for (let end = 0; end <= body.length; end++) {
      const text = body.slice(0, end) + (end % 2 ? '' : '\nawait next()');
      const scan = scanStage(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const point = bindingPointAt(text, offset);
        if (point) {
          expect(point, `${text}\nat ${offset}`).toEqual(accessPointAt(scan, offset));
        }
      }
    }
  });
});
