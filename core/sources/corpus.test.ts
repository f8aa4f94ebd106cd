import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseIarna } from '@iarna/toml';
import { expect } from 'vitest';
import { type CorpusManifest, describeWithCorpus, variantsOf } from '../../test/support/corpus';
import { dataOf } from '../../test/support/manifestEdits';
import { parseManifest } from '../../test/support/manifests';
import type { Binding } from '../model/binding';
import { plainValue } from './plainValue';
import { readToml } from './toml/read';
import { readBindings } from './wrangler/read';

describeWithCorpus('the TOML conformance suite', {
  'every valid file gives the expected values': ({ tomlTests }) => {
    for (const file of filesOf(tomlTests, '1.1.0', 'valid')) {
      const { root, problems } = readToml(readFileSync(join(tomlTests, file), 'utf8'));
      const expected = JSON.parse(readFileSync(join(tomlTests, file.replace(/toml$/, 'json')), 'utf8'));
      expect(problems, file).toEqual([]);
      expect(tagged(plainValue(root), expected), file).toEqual(expected);
    }
  },

  'every invalid file gives a problem': ({ tomlTests }) => {
    for (const file of filesOf(tomlTests, '1.1.0', 'invalid')) {
      expect(readToml(readFileSync(join(tomlTests, file), 'utf8')).problems, file).not.toEqual([]);
    }
  },

  'what only TOML 1.1 allows is noted, and nothing else': ({ tomlTests }) => {
    for (const file of filesOf(tomlTests, '1.0.0', 'valid')) {
      const { problems, newerSyntax } = readToml(readFileSync(join(tomlTests, file), 'utf8'));
      expect([...problems, ...(newerSyntax ?? [])], file).toEqual([]);
    }
    for (const file of filesOf(tomlTests, '1.0.0', 'invalid')) {
      const { problems, newerSyntax } = readToml(readFileSync(join(tomlTests, file), 'utf8'));
      expect([...problems, ...(newerSyntax ?? [])], file).not.toEqual([]);
    }
  },
});

describeWithCorpus('real manifests', {
  'are read as Wrangler reads them': ({ manifests }) => {
    for (const { name, format, text } of manifests.flatMap(variantsOf)) {
      const { root, problems } = parseManifest(text, format);
      expect(problems, name).toEqual([]);
      expect(JSON.parse(JSON.stringify(plainValue(root))), name).toEqual(dataOf(text, format));
    }
  },

  'are read as older Wranglers did with @iarna/toml, unless newer syntax is noted': ({ manifests }) => {
    for (const { name, text } of manifests.filter(({ format }) => format === 'toml')) {
      const { root, newerSyntax } = readToml(text);
      if (newerSyntax?.length) {
        expect(() => parseIarna(text), name).toThrow();
      } else {
        expect(JSON.parse(JSON.stringify(plainValue(root))), name).toEqual(
          JSON.parse(JSON.stringify(parseIarna(text))),
        );
      }
    }
  },

  'keep the bindings that a broken line does not touch, and say where it is broken': ({ manifests }) => {
    const figures = { untouched: 0, kept: 0, broken: 0, placed: 0 };
    for (const manifest of manifests) {
      const { bindings } = readBindings(parseManifest(manifest.text, manifest.format));
      for (const mutation of mutationsOf(manifest)) {
        const { problems, ...document } = parseManifest(mutation.text, manifest.format);
        const found = new Set(readBindings({ problems, ...document }).bindings.map((each) => identity(each)));
        const untouched = bindings.filter(({ range }) => range.start > mutation.end || range.end < mutation.start);
        figures.untouched += untouched.length;
        figures.kept += untouched.filter((binding) => found.has(identity(binding, mutation))).length;
        const [first] = problems;
        if (first) {
          figures.broken++;
          figures.placed += pointsAt(mutation, first.range) ? 1 : 0;
        }
      }
    }
    expect(figures.untouched).toBeGreaterThan(50_000);
    expect(figures.kept / figures.untouched).toBeGreaterThan(0.99);
    expect(figures.placed / figures.broken).toBeGreaterThan(0.995);
  },
});

function filesOf(folder: string, version: string, group: 'valid' | 'invalid'): string[] {
  const files = readFileSync(join(folder, `files-toml-${version}`), 'utf8').split('\n');
  return files.filter((file) => file.startsWith(`${group}/`) && file.endsWith('.toml'));
}

/** Writes values as the suite does, `{ type, value }`; numbers and dates in the spelling of the expected ones. */
function tagged(value: unknown, expected: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => tagged(item, Array.isArray(expected) ? expected[i] : undefined));
  }
  const { type, value: text } = (expected ?? {}) as Record<string, unknown>;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, tagged(item, (expected as Record<string, unknown>)?.[key])]),
    );
  }
  const isSame =
    type === 'integer'
      ? typeof value !== 'string' && BigInt(String(text)) === BigInt(value as number)
      : type === 'float'
        ? Object.is(floatOf(String(text)), value)
        : type === 'bool'
          ? value === (text === 'true')
          : type === 'string'
            ? value === text
            : instantOf(String(value)) === instantOf(String(text));
  return isSame ? expected : { type: typeof value, value: String(value) };
}

function floatOf(text: string): number {
  return text === 'nan' ? Number.NaN : Number(text.replace('inf', 'Infinity'));
}

/** A date or time in one spelling: seconds always, no zeros behind them. */
function instantOf(text: string): string {
  const parts = /^(\d+-\d+-\d+)?[T ]?(?:(\d\d:\d\d)(?::(\d\d)(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i.exec(text);
  const [, date = '', time = '', seconds = '00', fraction = '', zone = ''] = parts ?? [];
  return [date, time, seconds, Number(`0${fraction}`), zone.toUpperCase()].join(' ');
}

interface Mutation {
  /** The manifest with one line broken. */
  readonly text: string;
  /** Where that line begins and ends in the whole manifest. */
  readonly start: number;
  readonly end: number;
  /** How many characters the rest moves. */
  readonly shift: number;
}

/** Cuts some lines of a manifest in the middle, behind the `=`, and takes brackets, quotes and commas out of them. */
function* mutationsOf({ text, format }: CorpusManifest): Generator<Mutation> {
  let start = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const content = line.trim();
    const isComment = /^(#|\/[/*]|\*)/.test(content);
    if (content !== '' && !isComment && i % 3 === 0) {
      const assignment = line.search(format === 'toml' ? /=/ : /:/);
      const broken = [
        line.slice(0, line.length - Math.ceil(content.length / 2)),
        ...(assignment > 0 ? [line.slice(0, assignment), line.slice(0, assignment + 1)] : []),
        ...['[', ']', '{', '}', '"', ','].flatMap((character) => [
          withoutAt(line, line.indexOf(character)),
          withoutAt(line, line.lastIndexOf(character)),
        ]),
      ];
      for (const each of new Set(broken)) {
        if (each !== line) {
          const after = text.slice(start + line.length);
          yield {
            text: text.slice(0, start) + each + after,
            start,
            end: start + line.length,
            shift: each.length - line.length,
          };
        }
      }
    }
    start += line.length + 1;
  }
}

function withoutAt(line: string, index: number): string {
  return index < 0 ? line : line.slice(0, index) + line.slice(index + 1);
}

/** What makes a binding the same one, after a mutation has moved it or not. */
function identity({ kind, environment, name, nameRange, range }: Binding, mutation?: Mutation): string {
  const moved = (offset: number) => (mutation && offset > mutation.end ? offset + mutation.shift : offset);
  const places = [nameRange.start, nameRange.end, range.start, range.end].map(moved);
  return [kind.key, environment, name, ...places].join(' ');
}

/** Whether a range touches the broken line or one beside it: a missing bracket may be missed before or behind it. */
function pointsAt({ text, start }: Mutation, range: { start: number; end: number }): boolean {
  const line = (offset: number) => text.slice(0, offset).split('\n').length;
  return line(range.start) <= line(start) + 1 && line(range.end) >= line(start) - 1;
}
