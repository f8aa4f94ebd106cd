import fc from 'fast-check';
import { type BindingKind, bindingKinds } from '../../core/platform/kinds/kinds';
import type { ManifestFormat } from './manifests';

/** A manifest that somebody might have written, in an unusual mixture of layouts. */
export interface RandomManifest {
  readonly format: ManifestFormat;
  readonly text: string;
}

type Entry = Readonly<Record<string, string>>;

interface Declared {
  readonly kind: BindingKind;
  readonly entries: readonly Entry[];
  readonly layout: number;
}

interface Scope {
  readonly environment: string | null;
  readonly declared: readonly Declared[];
  readonly layout: number;
}

/** The small choices of a text, one after the other: how often a choice comes up is all that matters. */
class Choices {
  private next = 0;
  private notes = 0;

  constructor(private readonly numbers: readonly number[]) {}

  of<T>(...options: readonly [T, ...T[]]): T {
    const number = this.numbers[this.next++ % this.numbers.length] ?? 0;
    return options[number % options.length] ?? options[0];
  }

  /** Mostly nothing; sometimes blank lines or a comment of its own, `sign` at its beginning. */
  noise(sign: string, indent = ''): string[] {
    const comment = () => `${indent}${sign} note ${this.notes++}.`;
    return this.of<() => string[]>(
      () => [],
      () => [],
      () => [],
      () => [''],
      () => [comment()],
      () => ['', comment()],
      () => ['', comment(), ''],
      () => ['', ''],
    )();
  }

  /** Sometimes a comment behind a line. */
  tail(sign: string): string {
    return this.of('', '', '', ` ${sign} note ${this.notes++}.`);
  }
}

const kinds = bindingKinds.filter(({ key }) => key !== 'logfwdr.bindings');
const value = fc.constantFrom(
  'a',
  'my-id',
  'with "quotes"',
  "it's",
  'back\\slash',
  'ü',
  '# no comment',
  '// no comment',
  ', ]',
);

const scopes: fc.Arbitrary<Scope[]> = fc
  .uniqueArray(fc.constantFrom<string | null>(null, 'staging', 'my env'), { maxLength: 3 })
  .chain((environments) =>
    fc.tuple(
      ...environments.map((environment) =>
        fc.record({
          environment: fc.constant(environment),
          layout: fc.nat(2),
          declared: fc.uniqueArray(
            fc.record({
              kind: fc.constantFrom(...kinds),
              values: fc.array(value, { minLength: 1, maxLength: 3 }),
              layout: fc.nat(9),
            }),
            { selector: ({ kind }) => kind.path[0], maxLength: 5 },
          ),
        }),
      ),
    ),
  )
  .map((all) =>
    all.map(({ declared, ...scope }, s) => ({
      ...scope,
      declared: declared.map(({ kind, values, layout }, k) => ({
        kind,
        layout,
        entries: (kind.shape === 'single' ? values.slice(0, 1) : values).map((each, i) => ({
          ...(i % 2 === 1 ? { [kind.resourceField ?? 'note']: each } : {}),
          [kind.nameField]: `NAME_${s}_${k}_${i}`,
          ...(i % 2 === 0 ? { [kind.resourceField ?? 'note']: each } : {}),
        })),
      })),
    })),
  );

const choices = fc.array(fc.nat(1000), { minLength: 10, maxLength: 60 }).map((numbers) => numbers);

/** Manifests in TOML: blocks, inline lists on one line or many, dotted keys, environments in all layouts. */
export const tomlManifests: fc.Arbitrary<RandomManifest> = fc
  .tuple(scopes, choices)
  .map(([all, numbers]) => ({ format: 'toml', text: printToml(all, new Choices(numbers)) }));

/** Manifests in JSON: on one line or many, with comments and trailing commas. */
export const jsoncManifests: fc.Arbitrary<RandomManifest> = fc
  .tuple(scopes, choices)
  .map(([all, numbers]) => ({ format: 'jsonc', text: printJsonc(all, new Choices(numbers)) }));

function printToml(all: readonly Scope[], choose: Choices): string {
  const equals = choose.of(' = ', '=', '  = ');
  const quote = choose.of('"', "'");
  const string = (text: string) => (quote === "'" && !/['\\]/.test(text) ? `'${text}'` : JSON.stringify(text));
  const key = (...parts: string[]) =>
    parts.map((part) => (/^[\w-]+$/.test(part) ? part : JSON.stringify(part))).join('.');
  const pairs = (entry: Entry) => Object.entries(entry).map(([name, text]) => `${name}${equals}${string(text)}`);
  const space = choose.of(' ', '');
  const inlineTable = (entry: Entry) => `{${space}${pairs(entry).join(', ')}${space}}`;
  const unit = choose.of('  ', '\t', '    ');

  const inlineList = (entries: readonly Entry[], onLines: boolean): string[] => {
    if (!onLines) {
      return [
        `[${choose.of('', ' ')}${entries.map(inlineTable).join(choose.of(', ', ','))}${choose.of('', ' ', ', ')}]`,
      ];
    }
    const last = entries.length - 1;
    const items = entries.flatMap((entry, i) => [
      ...choose.noise('#', unit),
      `${unit}${inlineTable(entry)}${i < last ? ',' : choose.of('', ',')}${choose.tail('#')}`,
    ]);
    return [`[${choose.tail('#')}`, ...items, ...choose.noise('#', unit), ']'];
  };

  /** Lines below the header of a scope, or the headers of its own. */
  const own: string[] = [];
  const root: string[] = [];
  const blocks: string[] = [];
  for (const { environment, declared, layout } of all) {
    const base = environment === null ? [] : ['env', environment];
    const isDotted = environment !== null && layout === 1;
    const isInline = environment !== null && layout === 2;
    const lines: string[] = [];
    const sections: string[] = [];
    const inlined: string[] = [];
    for (const { kind, entries, layout: chosen } of declared) {
      const [first = '', ...rest] = kind.path;
      const onLines = chosen % 2 === 0;
      const [entry = {}] = entries;
      const written = kind.shape === 'single' ? [inlineTable(entry)] : inlineList(entries, onLines && !isInline);
      const inner = rest.length > 0 ? [`{ ${rest.join('.')} = ${written[0]}`, ...written.slice(1)] : written;
      if (isInline) {
        inlined.push(`${first} = ${inner.join('')}${rest.length > 0 ? ' }' : ''}`);
      } else if (chosen >= 5 && !isDotted) {
        // Blocks; `[durable_objects]` with a list below it now and then.
        const indent = choose.of('', '', unit);
        if (rest.length > 0 && chosen === 5) {
          sections.push(...choose.noise('#'), `${indent}[${key(...base, first)}]`, ...choose.noise('#'));
          sections.push(`${indent}${rest.join('.')}${equals}${written.join('\n')}`);
        } else {
          for (const each of entries) {
            const header = key(...base, ...kind.path);
            sections.push(
              ...choose.noise('#'),
              `${indent}${kind.shape === 'list' ? `[[${header}]]` : `[${header}]`}${choose.tail('#')}`,
            );
            sections.push(
              ...pairs(each).flatMap((pair) => [
                `${indent}${pair}${choose.tail('#')}`,
                ...choose.noise('#').slice(0, 1),
              ]),
            );
          }
        }
      } else {
        const dotted = key(...(isDotted ? base : []), ...kind.path);
        const full =
          rest.length > 0 && chosen > 2 && !isDotted
            ? `${first}${equals}${inner.join('\n')} }`
            : `${dotted}${equals}${written.join('\n')}`;
        const isSingleDotted = kind.shape === 'single' && chosen < 2;
        lines.push(...choose.noise('#'));
        lines.push(
          ...(isSingleDotted
            ? pairs(entry).map((pair) => `${key(...(isDotted ? base : []), first)}.${pair}`)
            : [`${full}${choose.tail('#')}`]),
        );
      }
    }
    if (environment === null || isDotted) {
      root.push(...lines);
      blocks.push(...sections);
    } else if (isInline) {
      root.push(`${key(...base)} = { ${inlined.join(', ')} }`);
    } else {
      if (lines.length > 0 || sections.length === 0 || choose.of(true, false)) {
        own.push(...choose.noise('#'), `[${key(...base)}]`, ...lines);
      }
      own.push(...sections);
    }
  }
  const head = choose.of<string[]>(
    [],
    ['name = "my-worker"'],
    ['# my worker', 'name = "my-worker"', 'main = "src/index.ts"'],
  );
  const lines = [...head, ...root, ...blocks, ...choose.noise('#'), ...own, ...choose.noise('#')];
  return finished(lines.join('\n'), choose);
}

function printJsonc(all: readonly Scope[], choose: Choices): string {
  const manifest: Record<string, unknown> = choose.of<Record<string, unknown>>(
    {},
    { name: 'my-worker' },
    { main: 'a.js', vars: { A: '1' } },
  );
  const environments: Record<string, unknown> = {};
  for (const { environment, declared } of all) {
    const target: Record<string, unknown> = environment === null ? manifest : {};
    for (const { kind, entries } of declared) {
      const [first = '', second] = kind.path;
      const content = kind.shape === 'single' ? entries[0] : entries;
      target[first] = second === undefined ? content : { [second]: content };
    }
    if (environment !== null) {
      environments[environment] = target;
    }
  }
  if (Object.keys(environments).length > 0) {
    manifest.env = environments;
  }
  const unit = choose.of('  ', '\t', '    ');
  const trailing = choose.of('', ',');
  const minified = choose.of(false, false, false, true);

  const print = (content: unknown, indent: string): string => {
    if (typeof content !== 'object' || content === null) {
      return JSON.stringify(content);
    }
    const [open, close] = Array.isArray(content) ? '[]' : '{}';
    const items = Array.isArray(content)
      ? content.map((item) => (inner: string) => print(item, inner))
      : Object.entries(content).map(
          ([name, item]) =>
            (inner: string) =>
              `${JSON.stringify(name)}:${minified ? '' : ' '}${print(item, inner)}`,
        );
    if (minified || (indent !== '' && choose.of(false, false, true))) {
      const comma = minified ? ',' : ', ';
      const padding = minified ? '' : choose.of(' ', '');
      return `${open}${padding}${items.map((item) => item(indent)).join(comma)}${padding}${close}`;
    }
    const inner = indent + unit;
    const lines = items.flatMap((item, i) => [
      ...choose.noise('//', inner),
      `${inner}${item(inner)}${i < items.length - 1 ? ',' : trailing}${choose.tail('//')}`,
    ]);
    return [`${open}${choose.tail('//')}`, ...lines, ...choose.noise('//', inner), `${indent}${close}`].join('\n');
  };
  return finished(print(manifest, ''), choose);
}

function finished(text: string, choose: Choices): string {
  const whole = choose.of('', '\ufeff') + text.replace(/\s+$/, '') + choose.of('\n', '');
  return choose.of(whole, whole.replaceAll('\n', '\r\n'));
}
