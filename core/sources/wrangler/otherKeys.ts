import type { FieldType } from '../../platform/kinds/kinds';

/** A key of a manifest that declares no binding. */
export interface OtherKey {
  readonly type: FieldType | 'list';
  /** One sentence. */
  readonly description: string;
  /** Environments cannot have it. */
  readonly topLevelOnly?: true;
  /** Not offered: only older Wranglers knew it, or TOML has no use for it. */
  readonly isOld?: true;
}

const key = (type: OtherKey['type'], description: string): OtherKey => ({ type, description });
const topLevel = (type: OtherKey['type'], description: string): OtherKey => ({ type, description, topLevelOnly: true });
const old: OtherKey = { type: 'any', description: 'Read by older versions of Wrangler.', isOld: true };

/** What a manifest holds beside bindings, by key. */
export const otherKeys: ReadonlyMap<string, OtherKey> = new Map<string, OtherKey>([
  ['vars', key('object', 'Variables that are no secrets, by name. Environments inherit none of them.')],
  ['secrets', key('object', '`required`: names of the secrets that must be set.')],
  ['name', key('string', 'The name of the Worker.')],
  ['main', key('string', 'The entry module of the Worker.')],
  ['compatibility_date', key('string', 'The day whose runtime the Worker gets: `2026-01-31`.')],
  ['compatibility_flags', key('strings', 'Features of the runtime that are switched on or off: `nodejs_compat`.')],
  ['account_id', key('string', 'The account that the Worker belongs to.')],
  ['workers_dev', key('boolean', 'Whether the Worker is reachable below workers.dev.')],
  ['preview_urls', key('boolean', 'Whether versions have addresses of their own.')],
  ['route', key('any', 'The route that leads to the Worker.')],
  ['routes', key('list', 'The routes that lead to the Worker.')],
  ['triggers', key('object', '`crons`: when the Worker runs by itself.')],
  ['observability', key('object', 'Logs and traces.')],
  ['migrations', key('list', 'How classes of Durable Objects came to be; `exports` replaces it.')],
  ['exports', key('object', 'The classes that the Worker exports, and how they are used.')],
  ['limits', key('object', '`cpu_ms`: how long a request may compute.')],
  ['placement', key('object', 'Where the Worker runs.')],
  ['build', key('object', 'A command that runs before the Worker is bundled.')],
  ['rules', key('list', 'Which files are modules of which type.')],
  ['define', key('object', 'Names that are replaced in the code by text.')],
  ['alias', topLevel('object', 'Modules that others stand in for.')],
  ['minify', key('boolean', 'Whether the code is minified.')],
  ['keep_names', key('boolean', 'Whether functions keep their names.')],
  ['no_bundle', key('boolean', 'Whether the code is deployed as it is.')],
  ['find_additional_modules', key('boolean', 'Whether further modules are looked for.')],
  ['preserve_file_names', key('boolean', 'Whether modules keep their file names.')],
  ['base_dir', key('string', 'Where further modules are looked for.')],
  ['tsconfig', key('string', 'The tsconfig.json to build with.')],
  ['jsx_factory', key('string', 'The function that JSX becomes calls of.')],
  ['jsx_fragment', key('string', 'What JSX fragments become.')],
  ['upload_source_maps', key('boolean', 'Whether source maps are uploaded.')],
  ['logpush', key('boolean', 'Whether logs go to Logpush.')],
  ['tail_consumers', key('list', 'Workers that get the logs of this one.')],
  ['streaming_tail_consumers', key('list', 'Workers that get the logs of this one while it runs.')],
  ['containers', key('list', 'Containers that Durable Objects start.')],
  ['cloudchamber', key('object', 'For Cloudflare’s own use.')],
  ['connect', key('list', 'Ports that the Worker listens on.')],
  ['cache', key('object', 'Whether responses are cached.')],
  ['access', key('object', 'Who may reach the Worker.')],
  ['compliance_region', key('string', 'The rules that the Worker has to keep.')],
  ['python_modules', key('object', 'Which Python modules are deployed.')],
  ['first_party_worker', key('boolean', 'For Cloudflare’s own use.')],
  ['previews', key('object', 'What preview deployments have in the place of the bindings.')],
  ['env', topLevel('object', 'Named environments. Each needs bindings and variables of its own.')],
  [
    'pages_build_output_dir',
    topLevel('string', 'The folder that Pages serves; makes this the manifest of a Pages project.'),
  ],
  ['dev', topLevel('object', 'Settings of `wrangler dev`: `port`, say.')],
  ['site', topLevel('object', 'Workers Sites; static assets replace it.')],
  ['wasm_modules', topLevel('object', 'WebAssembly files by name, for code of the older service worker format.')],
  ['text_blobs', topLevel('object', 'Text files by name, for code of the older service worker format.')],
  ['data_blobs', topLevel('object', 'Files by name, for code of the older service worker format.')],
  ['keep_vars', topLevel('boolean', 'Whether variables that are set elsewhere stay.')],
  ['send_metrics', topLevel('boolean', 'Whether Wrangler reports how it is used.')],
  ['dependencies_instrumentation', topLevel('object', 'Whether the names of dependencies are reported.')],
  ['addresses', topLevel('any', 'Addresses that the Worker answers at.')],
  ['$schema', { ...topLevel('string', 'The JSON Schema of this file.'), isOld: true }],
  ...['type', 'zone_id', 'zone_name', 'webpack_config', 'entry-point', 'usage_model', 'node_compat', 'legacy_env'].map(
    (name) => [name, old] as const,
  ),
  ...['legacy_assets', 'experimental_services', 'hyperdrives', 'zones', 'kv-namespaces', 'watch_dir'].map(
    (name) => [name, old] as const,
  ),
]);

/** Lists whose items are tables, so that they are written in blocks. */
const blockLists: ReadonlySet<string> = new Set([
  'migrations',
  'rules',
  'tail_consumers',
  'streaming_tail_consumers',
  'containers',
  'connect',
]);

/** What is no binding and has a header of its own in TOML, by its key path; `vars` and environments have theirs anyway. */
export const otherTables: ReadonlyMap<string, OtherKey> = new Map([
  ...[...otherKeys].filter(
    ([name, { type, isOld }]) =>
      !isOld && (blockLists.has(name) || (type === 'object' && name !== 'vars' && name !== 'env')),
  ),
  ['queues.consumers', key('list', 'Queues whose messages this Worker gets.')] as const,
]);
