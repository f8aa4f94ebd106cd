import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { formatOf, type ManifestFormat } from './manifests';

/** A real manifest, in one of the ways that editors save files. */
export interface CorpusManifest {
  readonly name: string;
  readonly format: ManifestFormat;
  readonly text: string;
}

/** Real manifests and the TOML conformance suite; both are kept outside the project. */
export interface Corpus {
  readonly manifests: readonly CorpusManifest[];
  readonly tomlTests: string;
}

/**
 * Tests that need the folder that INFRA_BINDINGS_CORPUS names. Without it they are not run, and the report says so.
 */
export function describeWithCorpus(title: string, tests: Readonly<Record<string, (corpus: Corpus) => void>>): void {
  const folder = process.env.INFRA_BINDINGS_CORPUS;
  const names = Object.entries(tests);
  describe(title, () => {
    if (!folder) {
      const notice = `corpus absent, ${names.length} tests not run`;
      console.warn(`${title}: ${notice}`);
      test.skip(notice, () => {});
      return;
    }
    const corpus = { manifests: readManifests(join(folder, 'manifests')), tomlTests: join(folder, 'toml-test') };
    for (const [name, run] of names) {
      test(name, { timeout: 120_000 }, () => run(corpus));
    }
  });
}

function readManifests(folder: string): CorpusManifest[] {
  return readdirSync(folder)
    .filter((name) => name !== 'index.json')
    .flatMap((name) => {
      const format = formatOf(name);
      return format ? [{ name, format, text: readFileSync(join(folder, name), 'utf8') }] : [];
    });
}

/** A manifest as it is, and as other editors and systems would have saved it. */
export function variantsOf(manifest: CorpusManifest): CorpusManifest[] {
  const { name, text } = manifest;
  const lines = text.replaceAll('\r\n', '\n');
  return [
    manifest,
    { ...manifest, name: `${name} with CRLF`, text: lines.replaceAll('\n', '\r\n') },
    { ...manifest, name: `${name} with byte order mark`, text: `\ufeff${text.replace(/^\ufeff/, '')}` },
    { ...manifest, name: `${name} without final newline`, text: text.replace(/\s+$/, '') },
  ];
}
