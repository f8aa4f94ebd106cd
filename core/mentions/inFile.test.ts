import { describe, expect, it } from 'vitest';
import { fixture, withMarks, withoutMarks } from '../../test/support/marks';
import { isSearched, mentionsInFile } from './inFile';

/** A file with `^^^ form` marks under each place where NOTES may be the binding. */
function expectMentions(path: string, marked: string) {
  const text = withoutMarks(marked);
  const found = mentionsInFile(path, text, 'NOTES');
  expect(
    withMarks(
      text,
      found.map(({ range, form }) => ({ range, label: form })),
    ),
  ).toBe(marked);
}

describe('in code', () => {
  it('properties, whatever they are read from', () =>
    expectMentions(
      'src/index.ts',
      fixture`
        await options.env.NOTES.get("a");
                          ^^^^^ property
        await this?.NOTES?.get("a");
                    ^^^^^ property
        const all = env["NOTES"] ?? env[${'`NOTES`'}];
                         ^^^^^ string
                                         ^^^^^ string
        getCloudflareContext()
          .env
          .NOTES.get("b");
           ^^^^^ property
      `,
    ));

  it('keys of patterns, objects and types', () =>
    expectMentions(
      'src/index.ts',
      fixture`
        const { NOTES, OTHER } = platform.env;
                ^^^^^ key
        const { NOTES: kv = fallback } = platform.env;
                ^^^^^ key
        handler({ A: 1 }, { NOTES: new Map(), 'NOTES': 1 });
                            ^^^^^ key
                                               ^^^^^ string
        interface Env { readonly NOTES?: KVNamespace; }
                                 ^^^^^ key
        interface Other {
          A: string
          NOTES: KVNamespace
          ^^^^^ key
        }
        const fake = { get NOTES() { return kv } };
                           ^^^^^ key
      `,
    ));

  it('but no names that code declares itself', () =>
    expectMentions(
      'src/chat.ts',
      fixture`
        import { NOTES } from "./notes";
        import type { NOTES as Other } from "NOTES";
        export { NOTES };
        export class NOTES extends DurableObject<Env> {}
        type Of = typeof import("./index").NOTES;
        const made = new NOTES(state);
        function use(NOTES: KVNamespace, stub: DurableObjectStub<NOTES>) { return NOTES.get("a"); }
        const config = { class_name: "NOTES", className: 'NOTES', name: "NOTES" };
                                                                         ^^^^^ string
        // env.NOTES in a comment, and in /* env.NOTES */ another
        const longer = env.NOTES_2 + env.MY_NOTES + $NOTES;
      `,
    ));

  it('globals of the service worker format', () => {
    expectMentions(
      'worker.js',
      fixture`
        addEventListener('fetch', (event) => event.respondWith(NOTES.get('a')));
                                                               ^^^^^ global
        const local = typeof NOTES === 'undefined' ? undefined : NOTES;
                             ^^^^^ global
                                                                 ^^^^^ global
        function read(NOTES) { return NOTES.get('a'); }
      `,
    );
    expectMentions(
      'worker.ts',
      fixture`
        declare const NOTES: KVNamespace;
                      ^^^^^ global
        export const read = () => NOTES.get("a");
                                  ^^^^^ global
      `,
    );
    expectMentions('query.ts', 'export class Store<NOTES> { constructor(private db: Kysely<NOTES>) {} }');
  });

  it('in texts that hold code, and past what the lexer takes for a text', () => {
    expectMentions(
      'test/worker.test.ts',
      fixture`
        const script = "export default { fetch: (r, env) => env.NOTES.get('NOTES') }";
                                                                ^^^^^ property
                                                                           ^^^^^ string
        log("NOTES are missing");
      `,
    );
    expectMentions(
      'app/page.tsx',
      fixture`
        const page = <p>Don't. NOTES are <a>https://notes.example</a> {env.NOTES.get("a")} NOTES</p>;
                                                                           ^^^^^ property
      `,
    );
  });
});

it('in components: the script as code, what is between tags as text', () => {
  expectMentions(
    'src/App.vue',
    fixture`
      <template><!-- env.NOTES --><p>NOTES {{ event.context.cloudflare.env.NOTES }}</p></template>
                                                                           ^^^^^ property
      <script setup lang="ts">
      const { NOTES } = useEvent().context.cloudflare.env;
              ^^^^^ key
      const title = "All NOTES"; // env.NOTES
      </script>
    `,
  );
  expectMentions(
    'src/pages/index.astro',
    fixture`
      ---
      const { NOTES } = Astro.locals.runtime.env;
              ^^^^^ key
      ---
      <p>{Astro.locals.runtime.env.NOTES}</p>
                                   ^^^^^ property
    `,
  );
});

it('in other languages', () => {
  expectMentions(
    'src/entry.py',
    fixture`
      # env.NOTES
      NOTES = await self.env.NOTES.get("a") or getattr(env, "NOTES")
                             ^^^^^ property
                                                             ^^^^^ string
    `,
  );
  expectMentions(
    'src/lib.rs',
    fixture`
      let NOTES = env.kv("NOTES")?; // the rest
                          ^^^^^ string
    `,
  );
});

it('in data and commands', () => {
  expectMentions(
    'package.json',
    fixture`
      { "scripts": { "seed": "wrangler kv key put --binding NOTES a b" },
                                                            ^^^^^ command
        "keys": { "NOTES": 1, "a.NOTES": 2 },
                   ^^^^^ string
        "class_name": "NOTES" }
    `,
  );
  expectMentions(
    '.github/workflows/deploy.yml',
    fixture`
      # wrangler uses NOTES
      env:
        NOTES: kept
      run: npx wrangler d1 execute NOTES --remote
                                   ^^^^^ command
    `,
  );
  expect(['README.md', 'logo.png', 'pnpm-lock.yaml', 'public/app.min.js'].filter(isSearched)).toEqual([]);
  expect(['Makefile', '.env.local', 'src/main.rs', 'wrangler.toml'].filter((each) => !isSearched(each))).toEqual([]);
});
