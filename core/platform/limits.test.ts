import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import * as ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { amountText, limitSentences, limits, type PlatformLimit } from './limits';

const rows = Object.entries(limits).flatMap(([kind, ofKind]) =>
  Object.entries(ofKind).map(([id, limit]) => ({ name: `${kind}.${id}`, limit: limit as PlatformLimit })),
);

describe('the table', () => {
  test.each(rows)('$name is whole', ({ limit }) => {
    expect(limit.value).toBeGreaterThan(0);
    expect(limit.page).toMatch(/^[a-z0-9][a-z0-9/-]*\/$/);
    expect(limit.read ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(limit.sentence ?? '{}.').toMatch(/^[^{}]*\{\}[^{}]*\.$/);
  });

  test('limits that their page has not been seen to confirm are few, and known', () => {
    expect(rows.filter(({ limit }) => limit.read === undefined).map(({ name }) => name)).toEqual([
      'r2_buckets.objectBytes',
      'r2_buckets.keysPerDelete',
      'r2_buckets.minimumNameCharacters',
      'r2_buckets.nameCharacters',
      'vectorize.matchesWithData',
    ]);
  });
});

test('hovers say limits in sentences', () => {
  expect(Object.keys(limits).map((kind) => [kind, limitSentences(kind)])).toEqual([
    [
      'kv_namespaces',
      [
        'A key has at most 512 bytes.',
        'A value has at most 25 MiB.',
        '`expirationTtl` is at least 60 seconds.',
        'The same key takes about one write per second.',
      ],
    ],
    [
      'd1_databases',
      [
        'A query takes at most 100 bound parameters.',
        'A statement has at most 100 KB.',
        'A database holds at most 10 GB.',
      ],
    ],
    ['r2_buckets', ['An object has at most 5 TB.']],
    ['durable_objects.bindings', []],
    ['queues.producers', ['A message has at most 128 KB.', 'A batch holds at most 100 messages.']],
    [
      'analytics_engine_datasets',
      ['A data point has at most 20 blobs.', 'A data point has at most 20 doubles.', 'A data point has one index.'],
    ],
    ['ratelimits', []],
    ['vectorize', []],
    ['workers', []],
  ]);
});

describe('no limit is written a second time', () => {
  const root = resolve(import.meta.dirname, '../..');
  /** Where what the code says is about the platform, so that a number that is in the table is that limit. */
  const ofPlatform =
    /^(?:core\/(?:platform|diagnostics|rules)|service\/typescript\/rules|simulation\/(?:sandbox\/realm\/bindings|workerd\/isolate))\//;
  /** What means something else there: steps of a path, an example, bytes of an id. */
  const others: readonly string[] = ['undeclaredBinding.ts: 3', 'compute.ts: 100', 'durableObjects.ts: 32'];
  const files = globSync('{core,service,server,client,simulation,cli}/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.(?:test|d)\.ts$/.test(path) && path !== 'core/platform/limits.ts')
    .sort();
  const values = new Set(rows.map(({ limit }) => limit.value).filter((value) => value > 1));
  /** Numbers that are so large and so odd that they are a limit wherever they stand. */
  const unmistakable = new Set([...values].filter((value) => value > 10_000 && value !== 100_000));
  const amounts = rows
    .map(({ limit }) => amountText(limit))
    .filter((amount) => / (?:bytes|KB|MB|MiB|GB|TB)$/.test(amount));

  const found = files.flatMap((path) => {
    const text = readFileSync(resolve(root, path), 'utf8');
    return copiesIn(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), ofPlatform.test(path));
  });

  test('as a number or within a sentence', () => {
    expect(found.filter((each) => !others.includes(each))).toEqual([]);
  });

  test('of what means something else, all is still there', () => {
    expect(others.filter((each) => !found.includes(each))).toEqual([]);
  });

  test.each([
    ['a comparison', 'if (bytes > 512) {}', ['512']],
    ['a product', 'const most = 25 * 1024 * 1024;', ['25 * 1024 * 1024']],
    ['a sentence', "const text = 'A key has at most 512 bytes.';", ["'A key has at most 512 bytes.'"]],
    ['a template', 'const text = `${name} takes 25 MiB, and ${more}`;', ['` takes 25 MiB, and `']],
    ['milliseconds of seconds', 'const ms = seconds * 1000;', []],
    ['the table', 'const most = limits.kv_namespaces.keyBytes.value;', []],
  ])('%s', (_name, text, expected) => {
    const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
    expect(copiesIn(file, true)).toEqual(expected.map((each) => `a.ts: ${each}`));
  });

  function copiesIn(file: ts.SourceFile, isOfPlatform: boolean): string[] {
    const copies: string[] = [];
    const visit = (node: ts.Node): void => {
      const value = ts.isExpression(node) ? constantOf(node) : undefined;
      if (value !== undefined) {
        if ((isOfPlatform ? values : unmistakable).has(value) && !isFactor(node)) {
          copies.push(`${basename(file.fileName)}: ${node.getText()}`);
        }
        return;
      }
      if (
        ts.isStringLiteralLike(node) ||
        ts.isTemplateMiddleOrTemplateTail(node) ||
        node.kind === ts.SyntaxKind.TemplateHead
      ) {
        const said = (node as ts.LiteralLikeNode).text;
        if (amounts.some((amount) => new RegExp(`\\b${amount}\\b`).test(said))) {
          copies.push(`${basename(file.fileName)}: ${ts.isStringLiteral(node) ? node.getText() : `\`${said}\``}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return copies;
  }
});

/** The value of an expression of numbers alone. */
function constantOf(node: ts.Expression): number | undefined {
  if (ts.isNumericLiteral(node)) {
    return Number(node.text);
  }
  if (!ts.isBinaryExpression(node)) {
    return undefined;
  }
  const [left, right] = [constantOf(node.left), constantOf(node.right)];
  const isProduct = node.operatorToken.kind === ts.SyntaxKind.AsteriskToken;
  return isProduct && left !== undefined && right !== undefined ? left * right : undefined;
}

/** Whether a number turns one unit into another: `seconds * 1000`. */
function isFactor({ parent }: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.AsteriskToken, ts.SyntaxKind.SlashToken].includes(parent.operatorToken.kind)
  );
}
