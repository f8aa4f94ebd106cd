import { expect, it } from 'vitest';
import { fixture } from '../../test/support/marks';
import { formatOfText, manifestInput } from '../../test/support/rules';
import { askWrangler } from '../../test/support/wrangler';
import { manifestRules } from './rules';

/** Manifests as Cloudflare's documentation has them: whatever stands beside the bindings is none of our business. */
const valid: readonly (readonly [string, string])[] = [
  ['nothing at all', ''],
  ['comments alone', '# to be written\n'],
  ['an empty object', '{}\n'],
  [
    'the keys of the Worker itself',
    fixture`
      #:schema node_modules/wrangler/config-schema.json
      name = "shop"
      main = "src/index.ts"
      account_id = "0123456789abcdef0123456789abcdef"
      compatibility_date = "2026-01-31"
      compatibility_flags = ["nodejs_compat"]
      workers_dev = false
      preview_urls = true
      keep_vars = true
      minify = true
      keep_names = false
      no_bundle = false
      find_additional_modules = true
      preserve_file_names = true
      base_dir = "src"
      upload_source_maps = true
      logpush = true
      send_metrics = false
      tsconfig = "tsconfig.build.json"
      compliance_region = "public"
      jsx_factory = "h"
      jsx_fragment = "Fragment"
    `,
  ],
  [
    'routes in their forms',
    fixture`
      routes = [
        "shop.example.com/*",
        { pattern = "example.com/about", zone_id = "1" },
        { pattern = "shop.example.com", custom_domain = true },
      ]

      [env.production]
      route = { pattern = "example.org/*", zone_name = "example.org" }
    `,
  ],
  [
    'variables of any type',
    fixture`
      [vars]
      TEXT = "text"
      NUMBER = 1
      FLAG = true
      LIST = ["a", { b = 1 }]
      service = { kind = "kv_namespaces", binding = "no binding" }

      [vars.NESTED.DEEP]
      binding = "no binding either"
    `,
  ],
  [
    'the same as JSON',
    fixture`
      {
        "$schema": "node_modules/wrangler/config-schema.json",
        // comments, and trailing commas
        "vars": { "NOTHING": null, "LIST": [1, null], "kv_namespace": [{ "binding": "X" }] },
        "define": { "VERSION": "'1'" },
      }
    `,
  ],
  [
    'what is replaced, aliased, built and bundled',
    fixture`
      [define]
      VERSION = "'1'"
      binding = "'not one'"

      [alias]
      foo = "./replacement"
      "cloudflare:email" = "./mail"

      [build]
      command = "npm run build"
      cwd = "build"
      watch_dir = ["src", "lib"]

      [[rules]]
      type = "Text"
      globs = ["**/*.md"]
      fallthrough = true

      [python_modules]
      exclude = ["**/*.pyc"]
    `,
  ],
  [
    'what makes a Worker run, and how far',
    fixture`
      triggers = { crons = ["*/5 * * * *"] }
      placement = { mode = "smart", hint = "wnam" }
      limits = { cpu_ms = 100, subrequests = 1000 }

      [dev]
      ip = "0.0.0.0"
      port = 8787
      local_protocol = "https"
    `,
  ],
  [
    'another placement',
    '{ "placement": { "region": "aws:us-east-1" }, "triggers": { "crons": [] }, "cache": { "enabled": true } }\n',
  ],
  [
    'what is observed',
    fixture`
      [observability]
      enabled = true
      head_sampling_rate = 0.1

      [observability.logs]
      enabled = true
      invocation_logs = true
      destinations = ["logs"]

      [observability.traces]
      enabled = true
      head_sampling_rate = 1

      [[tail_consumers]]
      service = "tail"
      environment = "production"

      [[streaming_tail_consumers]]
      service = "stream"
    `,
  ],
  [
    'secrets that are required',
    fixture`
      [secrets]
      required = ["API_KEY", "TOKEN"]

      [env.staging.secrets]
      required = ["API_KEY"]
    `,
  ],
  [
    'Durable Objects with migrations and containers',
    fixture`
      [durable_objects]
      bindings = [
        { name = "COUNTER", class_name = "Counter" },
        { name = "OTHER", class_name = "Other", script_name = "other", environment = "production" },
      ]

      [[migrations]]
      tag = "v1"
      new_sqlite_classes = ["Counter"]

      [[migrations]]
      tag = "v2"
      renamed_classes = [{ from = "Counter", to = "Tally" }]
      deleted_classes = ["Old"]
      transferred_classes = [{ from = "A", from_script = "a", to = "B" }]

      [[containers]]
      name = "machine"
      class_name = "Counter"
      image = "registry.cloudflare.com/0123/machine:1"
      max_instances = 5
      instance_type = { vcpu = 1, memory_mib = 1024, disk_mb = 2000 }
      rollout_step_percentage = [10, 100]
      constraints = { tier = 2 }
      observability = { logs = { enabled = true } }
    `,
  ],
  ['Durable Objects that are none yet', '[durable_objects]\nbindings = []\n'],
  ['classes that are exported', '{ "exports": { "Counter": { "type": "durable-object", "storage": "sqlite" } } }\n'],
  [
    'queues that are read, too',
    fixture`
      [[queues.producers]]
      binding = "MAIL"
      queue = "mail"

      [[queues.consumers]]
      queue = "mail"
      max_batch_size = 10
      max_batch_timeout = 5
      max_retries = 3
      max_concurrency = 2
      dead_letter_queue = "dead"
      retry_delay = 60
      type = "worker"
      visibility_timeout_ms = 1000
    `,
  ],
  ['queues that are only read', '{ "queues": { "consumers": [{ "queue": "mail" }] } }\n'],
  ['assets without a binding', '[assets]\ndirectory = "./public"\n'],
  [
    'assets in each environment',
    fixture`
      {
        "assets": {
          "directory": "./public",
          "binding": "FILES",
          "html_handling": "auto-trailing-slash",
          "not_found_handling": "single-page-application",
          "run_worker_first": ["/api/*", "!/api/docs/*"]
        },
        "env": { "staging": { "assets": { "directory": "./preview", "run_worker_first": true } } }
      }
    `,
  ],
  [
    'what is unsafe',
    fixture`
      [unsafe]
      metadata = { build = "1", list = [1] }
      capnp = { base_path = ".", source_schemas = ["a.capnp"] }

      [[unsafe.bindings]]
      name = "LIMIT"
      type = "ratelimit"
      namespace_id = "1001"
      simple = { limit = 100, period = 60 }

      [[unsafe.bindings]]
      name = "NEWEST"
      type = "to-come"
      anything = { goes = [true] }
    `,
  ],
  [
    'rate limits in both forms of table',
    fixture`
      [[ratelimits]]
      name = "A"
      namespace_id = "1001"
      simple = { limit = 100, period = 60 }

      [[ratelimits]]
      name = "B"
      namespace_id = "1002"

        [ratelimits.simple]
        limit = 100
        period = 10
    `,
  ],
  [
    'all that a D1 database can have',
    fixture`
      [[d1_databases]]
      binding = "DB"
      database_name = "shop"
      database_id = "1"
      preview_database_id = "2"
      migrations_table = "done"
      migrations_dir = "migrations"
      migrations_pattern = "*.sql"
      jurisdiction = "eu"
      remote = true
    `,
  ],
  [
    'workflows with all they can have',
    fixture`
      [[workflows]]
      name = "orders"
      binding = "ORDERS"
      class_name = "Orders"
      script_name = "other"
      limits = { steps = 2000 }
      concurrency = { limit = 5 }
      schedules = ["0 * * * *"]
      default_retention = { success_retention = "3 days", error_retention = 60000 }
    `,
  ],
  [
    'other Workers',
    fixture`
      services = [
        { binding = "SELF", service = "shop" },
        { binding = "ADMIN", service = "shop", entrypoint = "Admin", props = { role = "admin", levels = [1] }, remote = true },
      ]
      dispatch_namespaces = [
        { binding = "CUSTOMERS", namespace = "customers", outbound = { service = "out", parameters = ["url"] } },
      ]

      [version_metadata]
      binding = "VERSION"
    `,
  ],
  [
    'mail in each of its ways',
    fixture`
      send_email = [
        { name = "ANYONE" },
        { name = "ONE", destination_address = "a@example.com" },
        { name = "SOME", allowed_destination_addresses = ["a@example.com"], allowed_sender_addresses = ["b@example.com"] },
      ]
    `,
  ],
  ['dotted keys', 'ai.binding = "AI"\nbrowser.binding = "BROWSER"\ndurable_objects.bindings = []\n'],
  [
    'the same name in different environments',
    fixture`
      kv_namespaces = [{ binding = "A", id = "1" }]
      vars.B = "1"

      [env.staging]
      r2_buckets = [{ binding = "A", bucket_name = "one" }]
      kv_namespaces = [{ binding = "B", id = "2" }]

      [previews]
      kv_namespaces = [{ binding = "A", id = "3" }]
      vars = { B = "2" }
    `,
  ],
  [
    'a Pages project',
    fixture`
      name = "site"
      pages_build_output_dir = "dist"

      [[kv_namespaces]]
      binding = "CACHE"
      id = "1"

      [env.preview.vars]
      A = "1"

      [env.production.ai]
      binding = "AI"
    `,
  ],
  [
    'the older service worker format',
    fixture`
      type = "javascript"
      zone_id = ""

      [site]
      bucket = "./public"
      include = ["a"]

      [wasm_modules]
      MODULE = "module.wasm"

      [text_blobs]
      TEXT = "text.txt"

      [data_blobs]
      DATA = "data.bin"
    `,
  ],
  ['a name that is no identifier', '[[kv_namespaces]]\nbinding = "my-kv.1"\n'],
  ['keys that Wrangler does not know yet', '[to_come]\nbinding = 1\n\n[[also]]\nname = "x"\nkind = "y"\n'],
];

it.each(valid)('nothing is said of %s', (_, text) => {
  const input = manifestInput(text, [], false);
  expect(manifestRules.flatMap(({ code, check }) => check(input).map(({ message }) => `${code}: ${message}`))).toEqual(
    [],
  );
});

it('Wrangler accepts them, too', () => {
  const asked = valid.map(([, text]) => ({ text, format: formatOfText(text), environment: null }));
  const refused = askWrangler(asked, new Set()).flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
  expect(refused).toEqual([]);
});
