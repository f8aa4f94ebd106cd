import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ManifestFormat } from './manifests';

/** What Wrangler says of an environment of a manifest. */
export type WranglersAnswer =
  | { readonly bindings: readonly { readonly name: string; readonly kind: string }[] }
  | { readonly refused: string };

export interface AskedManifest {
  readonly text: string;
  readonly format: ManifestFormat;
  readonly environment: string | null;
}

const wrangler = resolve(import.meta.dirname, '../../node_modules/wrangler/bin/wrangler.js');

/** Wrangler's words for kinds of binding, those of Cloudflare's API, where they are not the key of ours but for an s. */
const kindsByType: Readonly<Record<string, string>> = {
  d1: 'd1_databases',
  queue: 'queues.producers',
  durable_object_namespace: 'durable_objects.bindings',
  analytics_engine: 'analytics_engine_datasets',
  send_email: 'send_email',
  secrets_store_secret: 'secrets_store_secrets',
  logfwdr: 'logfwdr.bindings',
};

/** The kinds of our table, by the type that Wrangler gives their bindings; `undefined` for variables. */
function kindOf(type: string, keys: ReadonlySet<string>): string | undefined {
  if (['plain_text', 'json', 'secret_text', 'wasm_module', 'text_blob', 'data_blob'].includes(type)) {
    return undefined;
  }
  if (type.startsWith('unsafe_') && !keys.has(type)) {
    return 'unsafe.bindings';
  }
  return [kindsByType[type], type, `${type}s`].find((key) => key !== undefined && keys.has(key)) ?? type;
}

/** Has Wrangler read manifests: one process for all of them, without a network. */
export function askWrangler(asked: readonly AskedManifest[], keys: ReadonlySet<string>): readonly WranglersAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), 'infra-bindings-wrangler-'));
  try {
    const requests = asked.map(({ text, format, environment }, i) => {
      const path = join(folder, String(i), format === 'toml' ? 'wrangler.toml' : 'wrangler.json');
      mkdirSync(join(folder, String(i)));
      writeFileSync(path, text);
      return { path, environment };
    });
    writeFileSync(join(folder, 'requests.json'), JSON.stringify(requests));
    const script = resolve(import.meta.dirname, 'readWithWrangler.cjs');
    const output = run(folder, [script, join(folder, 'requests.json')]);
    const answers: ({ bindings: { name: string; type: string }[] } | { refused: string })[] = JSON.parse(
      output.trimEnd().split('\n').at(-1) ?? '[]',
    );
    return answers.map((answer) =>
      'refused' in answer
        ? answer
        : {
            bindings: answer.bindings.flatMap(({ name, type }) => {
              const kind = kindOf(type, keys);
              return kind === undefined ? [] : [{ name, kind }];
            }),
          },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `wrangler types` writes for a manifest: the members of an environment's interface, by name. */
export function wranglerTypes({ text, format, environment }: AskedManifest): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'infra-bindings-wrangler-'));
  try {
    writeFileSync(join(folder, format === 'toml' ? 'wrangler.toml' : 'wrangler.json'), text);
    const env = environment === null ? [] : ['--env', environment];
    run(folder, [wrangler, 'types', 'types.d.ts', '--include-runtime=false', ...env]);
    const written = readFileSync(join(folder, 'types.d.ts'), 'utf8');
    const members = written.matchAll(/^\s+"?([^"\s?:]+)"?\??: (.+);$/gm);
    return new Map([...members].map(([, name = '', type = '']) => [name, type]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(folder: string, args: readonly string[]): string {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { PATH: process.env.PATH, HOME: home, CI: '1', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false' },
  });
  if (status !== 0) {
    throw new Error(`Wrangler ended with ${status}: ${stdout}\n${stderr}`);
  }
  return stdout;
}
