// What the licences of bundled packages ask for: their texts go along.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose declarations are in dist/, which no bundle tells of. */
const declarations = ['typescript', '@cloudflare/workers-types'];

/** Writes the notices once all bundles have been built, and again when another package becomes part of one. */
export class Notices {
  #file;
  #bundles;
  /** @type {Map<string, import('esbuild').Metafile>} */
  #metafiles = new Map();

  /**
   * @param {string} file
   * @param {number} bundles how many there are
   */
  constructor(file, bundles) {
    this.#file = file;
    this.#bundles = bundles;
  }

  /**
   * Tells of one bundle; it needs a metafile.
   * @param {string} bundle its name
   * @returns {import('esbuild').Plugin}
   */
  plugin(bundle) {
    return {
      name: 'notices',
      setup: ({ onEnd }) =>
        onEnd(({ metafile }) => {
          if (metafile) {
            this.#metafiles.set(bundle, metafile);
            this.#write();
          }
        }),
    };
  }

  #write() {
    if (this.#metafiles.size === this.#bundles) {
      writeNotices(this.#file, [...this.#metafiles.values()]);
    }
  }
}

/**
 * Writes the licences of all packages that are part of some bundles.
 * @param {string} file
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
function writeNotices(file, metafiles) {
  const bundled = metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((input) => packageOf(input) ?? []));
  const folders = new Set([...bundled, ...declarations.map((name) => join('node_modules', name))]);
  const notices = [...folders].toSorted().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return [`${name} ${version} (${license})`, ...licenceTexts(folder)].join('\n\n');
  });
  writeFileSync(
    file,
    `Infra Bindings contains these packages.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`.replaceAll(
      '\r\n',
      '\n',
    ),
  );
}

/**
 * The folder of the package that a file belongs to; `undefined` for a file of our own.
 * @param {string} input
 */
function packageOf(input) {
  const found = /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  return found !== undefined && existsSync(join(found, 'package.json')) ? found : undefined;
}

/** @param {string} folder */
function licenceTexts(folder) {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|notice|thirdpartynotice)/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}
