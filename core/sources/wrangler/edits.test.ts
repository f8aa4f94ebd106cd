import { describe, expect, test } from 'vitest';
import type { ManifestFormat } from '../../../test/support/manifests';
import { parseManifest } from '../../../test/support/manifests';
import { fixture } from '../../../test/support/marks';
import { kindByWord } from '../../platform/kinds/kinds';
import { applyEdits } from '../../text';
import type { ManifestEdits } from '../source';
import { addBinding, removeBinding, renameBinding, setField } from './edits';
import { readBindings } from './read';

const formatOf = (text: string): ManifestFormat => (/^\s*[{/]/.test(text) ? 'jsonc' : 'toml');

function open(text: string) {
  const document = parseManifest(text, formatOf(text));
  const { bindings } = readBindings(document);
  const binding = (name: string, environment: string | null = null) => {
    const found = bindings.find((each) => each.name === name && each.environment === environment);
    if (!found) {
      throw new Error(`no binding ${name}`);
    }
    return found;
  };
  const apply = (result: ManifestEdits) => ('edits' in result ? applyEdits(text, result.edits) : result.refused);
  return {
    add: (word: string, fields: Record<string, unknown>, environment: string | null = null) => {
      const kind = kindByWord(word);
      return kind ? apply(addBinding(document, kind, fields, environment)) : 'no such kind';
    },
    remove: (name: string, environment?: string) => apply(removeBinding(document, binding(name, environment))),
    rename: (name: string, to: string, environment?: string) =>
      apply(renameBinding(document, binding(name, environment), to)),
    set: (name: string, field: string, value: unknown) => apply(setField(document, binding(name), field, value)),
  };
}

describe('adding to TOML', () => {
  test('a block goes behind its kin, set as they are', () => {
    const manifest = fixture`
      name = "shop"

      # Sessions
      [[kv_namespaces]]
      binding = "SESSIONS"
      id      = "1"
      # until May

      [vars]
      A = "1"
    `;
    expect(open(manifest).add('kv', { binding: 'CACHE', id: '2', preview_id: '3' })).toBe(fixture`
      name = "shop"

      # Sessions
      [[kv_namespaces]]
      binding = "SESSIONS"
      id      = "1"
      # until May

      [[kv_namespaces]]
      binding    = "CACHE"
      id         = "2"
      preview_id = "3"

      [vars]
      A = "1"
    `);
  });

  test('an item goes into the brackets, on a line if the others are', () => {
    const manifest = fixture`
      kv_namespaces = [
        # one
        { binding = 'A', id = '1' }, # first
        { binding = 'B', id = '2' } # last
      ]
    `;
    expect(open(manifest).add('kv', { binding: 'C', id: '3' })).toBe(fixture`
      kv_namespaces = [
        # one
        { binding = 'A', id = '1' }, # first
        { binding = 'B', id = '2' }, # last
        { binding = 'C', id = '3' }
      ]
    `);
  });

  test('an item goes behind the others on their line', () => {
    expect(open('kv_namespaces = [{binding="A"}] # all').add('kv', { binding: 'B', id: '2' })).toBe(
      'kv_namespaces = [{binding="A"}, {binding="B", id="2"}] # all',
    );
  });

  test('the first binding of a file that has none', () => {
    expect(open('').add('kv', { binding: 'A' })).toBe('[[kv_namespaces]]\nbinding = "A"\n');
    expect(open('name = "shop"').add('ai', { binding: 'AI' })).toBe('name = "shop"\n\n[ai]\nbinding = "AI"');
  });

  test('queues that are written inline or dotted stay so', () => {
    expect(open('queues = { consumers = [{ queue = "q" }] }\n').add('queue', { binding: 'Q' })).toBe(
      'queues = { consumers = [{ queue = "q" }], producers = [{ binding = "Q" }] }\n',
    );
    expect(open('queues.consumers = [{ queue = "q" }]\n').add('queue', { binding: 'Q' })).toBe(
      'queues.consumers = [{ queue = "q" }]\nqueues.producers = [{ binding = "Q" }]\n',
    );
  });

  test('a table that belongs to the block above is not torn off it', () => {
    const manifest = fixture`
      [[ratelimits]]
      name = "SLOW"
      namespace_id = "1"

      [ratelimits.simple]
      limit = 1
      period = 60

      [observability]
      enabled = true
    `;
    const fields = { name: 'FAST', namespace_id: '2', simple: { limit: 9, period: 10 } };
    expect(open(manifest).add('ratelimit', fields)).toBe(fixture`
      [[ratelimits]]
      name = "SLOW"
      namespace_id = "1"

      [ratelimits.simple]
      limit = 1
      period = 60

      [[ratelimits]]
      name = "FAST"
      namespace_id = "2"
      simple = { limit = 9, period = 10 }

      [observability]
      enabled = true
    `);
  });

  test('an environment is made when it is not there', () => {
    expect(open('[[kv_namespaces]]\nbinding = "A"\n').add('kv', { binding: 'A' }, 'my env')).toBe(
      '[[kv_namespaces]]\nbinding = "A"\n\n[[env."my env".kv_namespaces]]\nbinding = "A"\n',
    );
  });

  test('an environment with lists inside gets another list inside', () => {
    const manifest = fixture`
      [env.staging]
      kv_namespaces = [{ binding = "A" }]
      route = "example.com"

      [env.staging.vars]
      B = "1"
    `;
    expect(open(manifest).add('r2', { binding: 'FILES' }, 'staging')).toBe(fixture`
      [env.staging]
      kv_namespaces = [{ binding = "A" }]
      r2_buckets = [{ binding = "FILES" }]
      route = "example.com"

      [env.staging.vars]
      B = "1"
    `);
  });

  test('static assets get a binding where they are', () => {
    expect(open('assets = { directory = "public" }\n').add('assets', { binding: 'FILES' })).toBe(
      'assets = { directory = "public", binding = "FILES" }\n',
    );
    expect(open('[assets]\ndirectory = "public"\n').add('assets', { binding: 'FILES' })).toBe(
      '[assets]\ndirectory = "public"\nbinding = "FILES"\n',
    );
  });

  test('strings are quoted as TOML needs it', () => {
    expect(open('').add('kv', { binding: 'A', id: 'a "b" \\ \u0001' })).toBe(
      '[[kv_namespaces]]\nbinding = "A"\nid = "a \\"b\\" \\\\ \\u0001"\n',
    );
  });
});

describe('removing from TOML', () => {
  test('a block goes with the blank lines on one side, comments around it stay', () => {
    const manifest = fixture`
      name = "shop"

      # Sessions
      [[kv_namespaces]] # the block
      binding = "A" # the name

      # Files
      [[r2_buckets]]
      binding = "B"
    `;
    expect(open(manifest).remove('A')).toBe(fixture`
      name = "shop"

      # Sessions

      # Files
      [[r2_buckets]]
      binding = "B"
    `);
    expect(open(manifest).remove('B')).toBe(fixture`
      name = "shop"

      # Sessions
      [[kv_namespaces]] # the block
      binding = "A" # the name

      # Files
    `);
  });

  test('a block goes with the tables below it', () => {
    const manifest = fixture`
      [[ratelimits]]
      name = "SLOW"
      [ratelimits.simple]
      limit = 1

      [vars]
      A = "1"
    `;
    expect(open(manifest).remove('SLOW')).toBe('[vars]\nA = "1"\n');
  });

  test('an environment stays when its only block goes', () => {
    const manifest = fixture`
      [[env.staging.kv_namespaces]] # here
      binding = "A"

      [vars]
      B = "1"
    `;
    expect(open(manifest).remove('A', 'staging')).toBe(fixture`
      [env.staging]

      [vars]
      B = "1"
    `);
    expect(open('env.staging.kv_namespaces = [{ binding = "A" }]\n').remove('A', 'staging')).toBe('env.staging = {}\n');
  });

  test('nothing empty stays of durable_objects', () => {
    const manifest = fixture`
      name = "shop"
      [durable_objects]
      # counts
      bindings = [
        { name = "COUNTER", class_name = "Counter" },
      ]
    `;
    expect(open(manifest).remove('COUNTER')).toBe('name = "shop"\n# counts\n');
    expect(open('durable_objects = { bindings = [{ name = "C", class_name = "C" }] } # c\n').remove('C')).toBe('');
    expect(open('[durable_objects]\nbindings = [{ name = "C", class_name = "C" }]\n').remove('C')).toBe('');
  });

  test('what else stands beside the binding stays', () => {
    expect(open('queues = { producers = [{ binding = "Q" }], consumers = [] }\n').remove('Q')).toBe(
      'queues = { consumers = [] }\n',
    );
    expect(open('[assets]\ndirectory = "public"\nbinding = "FILES"\n').remove('FILES')).toBe(
      '[assets]\ndirectory = "public"\n',
    );
  });

  test('the last item of a list takes the key with it, unless the brackets hold a comment', () => {
    expect(open('kv_namespaces = [{ binding = "A" }] # all\nname = "shop"\n').remove('A')).toBe('name = "shop"\n');
    const manifest = fixture`
      kv_namespaces = [
        # none in production
        { binding = "A" }, # but this
      ]
    `;
    expect(open(manifest).remove('A')).toBe(fixture`
      kv_namespaces = [
        # none in production
      ]
    `);
  });

  test('an item between others, on lines and on one line', () => {
    const manifest = fixture`
      kv_namespaces = [
        { binding = "A" }, # a
        # about B
        { binding = "B" }, # b
        { binding = "C" }  # c
      ]
    `;
    expect(open(manifest).remove('B')).toBe(fixture`
      kv_namespaces = [
        { binding = "A" }, # a
        # about B
        { binding = "C" }  # c
      ]
    `);
    expect(open(manifest).remove('C')).toBe(fixture`
      kv_namespaces = [
        { binding = "A" }, # a
        # about B
        { binding = "B" } # b
      ]
    `);
    const oneLine = 'kv_namespaces = [{ binding = "A" }, { binding = "B" }, { binding = "C" }]\n';
    expect(open(oneLine).remove('A')).toBe('kv_namespaces = [{ binding = "B" }, { binding = "C" }]\n');
    expect(open(oneLine).remove('B')).toBe('kv_namespaces = [{ binding = "A" }, { binding = "C" }]\n');
    expect(open(oneLine).remove('C')).toBe('kv_namespaces = [{ binding = "A" }, { binding = "B" }]\n');
  });

  test('a file without final newline stays one', () => {
    expect(open('name = "shop"\n\n[ai]\nbinding = "AI"').remove('AI')).toBe('name = "shop"');
  });
});

describe('renaming', () => {
  test('only what is between the quotes changes', () => {
    expect(open('kv_namespaces = [ {binding=\'A\',id="A"} ] # A\r\n').rename('A', 'my-kv')).toBe(
      'kv_namespaces = [ {binding=\'my-kv\',id="A"} ] # A\r\n',
    );
    expect(open('{ "ai": { "binding": "AI" } }').rename('AI', 'say "hi"')).toBe(
      '{ "ai": { "binding": "say \\"hi\\"" } }',
    );
  });

  test('quotes change where they cannot hold the name', () => {
    expect(open("[ai]\nbinding = 'AI'\n").rename('AI', "it's")).toBe('[ai]\nbinding = "it\'s"\n');
    expect(open('[ai]\nbinding = """AI"""\n').rename('AI', 'B')).toBe('[ai]\nbinding = "B"\n');
  });

  test('only the environment that was meant changes', () => {
    const manifest = '[ai]\nbinding = "AI"\n[env.staging.ai]\nbinding = "AI"\n';
    expect(open(manifest).rename('AI', 'B', 'staging')).toBe('[ai]\nbinding = "AI"\n[env.staging.ai]\nbinding = "B"\n');
  });

  test('a name that is taken is refused', () => {
    const manifest = '[ai]\nbinding = "AI"\n[vars]\nMODEL = "x"\n';
    expect(open(manifest).rename('AI', 'MODEL')).toBe('There is a variable “MODEL” at the top level already.');
    expect(open(manifest).rename('AI', 'AI')).toBe(manifest);
  });
});

describe('setting a field', () => {
  test('changes, adds and removes it', () => {
    const manifest = '[[kv_namespaces]]\nbinding = "A"\nid = "1" # production\n';
    expect(open(manifest).set('A', 'id', '2')).toBe('[[kv_namespaces]]\nbinding = "A"\nid = "2" # production\n');
    expect(open(manifest).set('A', 'remote', true)).toBe(
      '[[kv_namespaces]]\nbinding = "A"\nid = "1" # production\nremote = true\n',
    );
    expect(open(manifest).set('A', 'id', undefined)).toBe('[[kv_namespaces]]\nbinding = "A"\n');
    expect(open(manifest).set('A', 'preview_id', undefined)).toBe(manifest);
  });

  test('in JSON too', () => {
    const manifest = '{\n\t"kv_namespaces": [{ "binding": "A", "id": "1" }]\n}\n';
    expect(open(manifest).set('A', 'id', '2')).toBe('{\n\t"kv_namespaces": [{ "binding": "A", "id": "2" }]\n}\n');
    expect(open(manifest).set('A', 'remote', true)).toBe(
      '{\n\t"kv_namespaces": [{ "binding": "A", "id": "1", "remote": true }]\n}\n',
    );
    expect(open(manifest).set('A', 'id', undefined)).toBe('{\n\t"kv_namespaces": [{ "binding": "A" }]\n}\n');
  });

  test('a table of lines is changed field by field', () => {
    const manifest =
      '[[ratelimits]]\nname = "R"\nnamespace_id = "1"\n[ratelimits.simple]\nlimit = 1 # few\nperiod = 60\n';
    expect(open(manifest).set('R', 'simple', { limit: 5, period: 60 })).toBe(
      '[[ratelimits]]\nname = "R"\nnamespace_id = "1"\n[ratelimits.simple]\nlimit = 5 # few\nperiod = 60\n',
    );
  });
});

describe('JSON', () => {
  test('a new list goes beside its kin and before the environments', () => {
    const manifest = fixture`
      {
        "name": "shop", // mine
        "kv_namespaces": [
          { "binding": "A", "id": "1" },
        ],
        "env": {
          "staging": {},
        },
      }
    `;
    expect(open(manifest).add('d1', { binding: 'DB', database_name: 'shop' })).toBe(fixture`
      {
        "name": "shop", // mine
        "kv_namespaces": [
          { "binding": "A", "id": "1" },
        ],
        "d1_databases": [
          { "binding": "DB", "database_name": "shop" },
        ],
        "env": {
          "staging": {},
        },
      }
    `);
    expect(open(manifest).add('kv', { binding: 'B', id: '2' })).toBe(fixture`
      {
        "name": "shop", // mine
        "kv_namespaces": [
          { "binding": "A", "id": "1" },
          { "binding": "B", "id": "2" },
        ],
        "env": {
          "staging": {},
        },
      }
    `);
    expect(open(manifest).add('kv', { binding: 'B' }, 'staging')).toContain('"staging": {\n      "kv_namespaces": [\n');
  });

  test('a minified manifest stays minified', () => {
    expect(open('{"name":"shop","kv_namespaces":[{"binding":"A"}]}').add('kv', { binding: 'B' })).toBe(
      '{"name":"shop","kv_namespaces":[{"binding":"A"},{"binding":"B"}]}',
    );
    expect(open('{"name":"shop"}').add('queue', { binding: 'Q' })).toBe(
      '{"name":"shop","queues":{"producers":[{"binding":"Q"}]}}',
    );
  });

  test('items whose braces share lines', () => {
    const manifest = fixture`
      {
        "kv_namespaces": [{
          "binding": "A"
        }, {
          "binding": "B"
        }]
      }
    `;
    expect(open(manifest).remove('A')).toBe('{\n  "kv_namespaces": [{\n    "binding": "B"\n  }]\n}\n');
    expect(open(manifest).remove('B')).toBe('{\n  "kv_namespaces": [{\n    "binding": "A"\n  }]\n}\n');
    expect(open(manifest).add('kv', { binding: 'C' })).toBe(manifest.replace('}]', '}, {\n    "binding": "C"\n  }]'));
  });

  test('commas that lead their lines', () => {
    const manifest = '{ "a": 1\n, "ai": { "binding": "AI" }\n, "b": 2\n}\n';
    expect(open(manifest).remove('AI')).toBe('{ "a": 1\n, "b": 2\n}\n');
    const last = '{ "a": 1 // one\r\n, "ai": { "binding": "AI" } // two\r\n}\r\n';
    expect(open(last).remove('AI')).toBe('{ "a": 1 // one\r\n}\r\n');
    const list = 'services = [\n  {binding = "A", service = "a"}\n  , {binding = "B", service = "b"}\n]\n';
    expect(open(list).remove('B')).toBe('services = [\n  {binding = "A", service = "a"}\n]\n');
    expect(open(manifest).add('images', { binding: 'I' })).toBe(
      '{ "a": 1\n, "ai": { "binding": "AI" }\n, "images": { "binding": "I" }\n, "b": 2\n}\n',
    );
  });

  test('comments of every kind stay', () => {
    const manifest = fixture`
      {
        /* what follows
           is stored */
        "kv_namespaces": [
          // production
          { "binding": "A" } /* main */
        ], // all
        "name": "shop" // the name
      }
    `;
    expect(open(manifest).remove('A')).toBe(fixture`
      {
        /* what follows
           is stored */
        "kv_namespaces": [
          // production
        ], // all
        "name": "shop" // the name
      }
    `);
    expect(open(manifest).add('ai', { binding: 'AI' })).toBe(
      manifest.replace('], // all\n', '], // all\n  "ai": {\n    "binding": "AI"\n  },\n'),
    );
  });
});

describe('what is refused', () => {
  test('a second binding where there can be one', () => {
    expect(open('[ai]\nbinding = "AI"\n').add('ai', { binding: 'B' })).toBe(
      'There can be only one binding of this kind (Workers AI), and there is one already.',
    );
  });

  test('what does not belong where it would go', () => {
    expect(open('kv_namespaces = "none"\n').add('kv', { binding: 'A' })).toBe('“kv_namespaces” is not a list.');
    expect(open('ai = true\n').add('ai', { binding: 'A' })).toBe('“ai” is not a table.');
    expect(open('queues = 1\n').add('queue', { binding: 'A' })).toBe('“queues” is not a table.');
  });

  test('values that a manifest cannot hold', () => {
    expect(open('').add('kv', { binding: 'A', id: null })).toBe(
      'A field of “A” has a value that a manifest cannot hold.',
    );
    expect(open('').add('kv', {})).toBe('A binding needs a name.');
  });

  test('a binding of another text', () => {
    const old = parseManifest('[ai]\nbinding = "AI"\n', 'toml');
    const [binding] = readBindings(old).bindings;
    expect(binding && removeBinding(parseManifest('\n\n[ai]\nbinding = "AI"\n', 'toml'), binding)).toEqual({
      refused: 'The manifest has changed: “AI” is no longer where it was.',
    });
  });

  test('an edit of text that is broken at that very place', () => {
    expect(open('kv_namespaces = [{ binding = "A" }, \n').add('kv', { binding: 'B' })).toBe(
      'The manifest has syntax errors; correct them first.',
    );
    expect(open('name = \n\n[ai]\nbinding = "AI"\n').remove('AI')).toBe('name = \n');
  });
});
