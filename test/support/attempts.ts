import type { ErrorEvent } from '../../simulation/events';

// What a stage may try against the machine that simulates it, and what must come of it: the same on every engine.

export interface Attempt {
  readonly name: string;
  readonly code: string;
  /** `edge/tag` unless it says another. */
  readonly stage?: string;
  /** What the run logs, one list a log. */
  readonly logs?: readonly (readonly unknown[])[];
  /** Fields of the one error that ends the run; without it, the run has none. */
  readonly error?: Partial<ErrorEvent>;
  /** The limit that ends the run. */
  readonly truncated?: string;
  readonly returns?: unknown;
  /** How many requests are captured. */
  readonly requests?: number;
  readonly timeoutMs?: number;
  /** Files of a project around the stage. */
  readonly project?: AttemptProject;
  /** What the last call on a binding notes begins so. */
  readonly note?: string;
}

/** A project in a folder of its own, beside a folder of files that are out of reach. */
export interface AttemptProject {
  readonly files?: Readonly<Record<string, string>>;
  /** Links, by their paths in the project; and those that are pipes. */
  readonly links?: Readonly<Record<string, string>>;
  readonly pipes?: readonly string[];
  /** `main` of the manifest; the project's own Worker is the service `backend`. */
  readonly main?: string;
}

/** Tries each action, and logs what came of it: nothing that is tried this way may succeed. */
const tries = (actions: readonly string[]): Pick<Attempt, 'code' | 'logs'> => ({
  code: `
    const attempt = async (action) => {
      let outcome = 'blocked';
      try { outcome = 'escaped: ' + String(await action()).slice(0, 80); } catch {}
      console.log(outcome);
    };
    ${actions.map((action) => `await attempt(async () => ${action});`).join('\n')}`,
  logs: actions.map(() => ['blocked']),
});

const values = [
  'params',
  'params.payload',
  'params.logger.log',
  'params.requestHandler',
  'params.infra.CACHE.get',
  'params.infra.COUNTER.get(params.infra.COUNTER.idFromName("x"))',
  'console.log',
  'globalThis',
  'setTimeout',
  'Date',
  'URL',
  'new URL("https://a.example/")',
  'new URL("https://a.example/").searchParams',
  'crypto.subtle.digest',
  'crypto.subtle.digest("SHA-256", new Uint8Array(1))',
  '(await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]))',
  '(await params.requestHandler("https://a.example/"))',
  'new Response("x").body',
  '(async () => {})',
  '(function* () {})',
];

const throwing = [
  'new URL("::")',
  'await crypto.subtle.digest("NOPE", new Uint8Array(1))',
  'new TextDecoder("nope")',
  'atob("%")',
  'await import("node:nope")',
  'await import("/etc/passwd")',
  'await params.infra.CACHE.put("k", "v", { expirationTtl: 1 })',
  'null.x',
  '(function f() { f(); new URL("https://a.example/"); })()',
  '(function f() { try { f(); } finally { params.logger.log; new URL("https://a.example/"); } })()',
];

/** `caught` is what an action throws. */
const fromError = (action: string, use: string) =>
  `{ let caught; try { ${action}; } catch (error) { caught = error; } return ${use}; }`;

const walks: readonly Attempt[] = [
  {
    name: 'from what a stage holds to a constructor of code',
    ...tries(
      values.flatMap((value) => [
        `${value}.constructor('return process')().pid`,
        `${value}.constructor.constructor('return process')().pid`,
        `Object.getPrototypeOf(${value}).constructor.constructor('return process')().pid`,
      ]),
    ),
    requests: 3,
  },
  {
    name: 'from a thrown error to a constructor of code',
    ...tries(
      throwing.flatMap((action) => [
        fromError(action, "caught.constructor.constructor('return process')().pid"),
        fromError(action, "Object.getPrototypeOf(caught.constructor).constructor('return process')().pid"),
      ]),
    ),
  },
  {
    name: 'an error of the platform is one of the stage',
    code: `
      const errors = [];
      for (const action of [() => new URL('::'), () => new TextDecoder('nope'), () => null.x]) {
        try { action(); } catch (error) { errors.push(error instanceof Error); }
      }
      await crypto.subtle.digest('NOPE', new Uint8Array(1)).catch((error) => errors.push(error instanceof Error));
      const importing = import('node:nope');
      await importing.catch((error) => errors.push(error instanceof Error, importing instanceof Promise));
      console.log(...errors);`,
    logs: [[true, true, true, true, true, true]],
  },
  {
    name: 'an error of a full stack is one of the stage',
    // Each action is taken where the last few calls still fit, one call deeper each time.
    code: `
      const foreign = [];
      const filled = (action) => {
        let deepest = 0;
        const fill = (depth, from) => {
          deepest = depth;
          if (depth >= from) {
            try { action(); } catch (error) {
              const isOwn = error instanceof Error && error instanceof Object && Object.getPrototypeOf(error.constructor) instanceof Function;
              if (!isOwn) foreign.push(String(action));
            }
          }
          fill(depth + 1, from);
        };
        try { fill(0, Infinity); } catch {}
        try { fill(0, deepest - 200); } catch (error) { if (!(error instanceof Error)) foreign.push('the end'); }
      };
      const ignore = (promise) => void promise.catch(() => {});
      const broken = new Error('x');
      for (const action of [
        () => new Error().stack,
        () => broken.stack,
        () => Error.captureStackTrace({}),
        () => ignore(import('node:nope')),
        () => new URL('https://a.example/?b=c').searchParams.get('b'),
        () => new TextDecoder('nope'),
        () => new TextDecoder('utf-16le').decode(new Uint8Array(2)),
        () => crypto.randomUUID(),
        () => crypto.getRandomValues(new Uint8Array(2)),
        () => ignore(crypto.subtle.digest('SHA-256', new Uint8Array(1))),
        () => ignore(crypto.subtle.importKey('raw', new Uint8Array(1), 'AES-GCM', true, ['encrypt'])),
        () => structuredClone({ a: [1] }),
        () => atob('%'),
        () => new Response('x').body,
        () => setTimeout(() => {}, 0),
        () => ignore(params.infra.CACHE.get('k')),
        () => ignore(params.requestHandler({ toString() { throw new Error('no'); } })),
      ]) filled(action);
      console.log(...new Set(foreign));`,
    logs: [[]],
  },
  {
    name: 'a file of the machine in a stack',
    code: `
      const stacks = [];
      const keep = (error) => void stacks.push(String(error && error.stack));
      const sites = (error, all) => all.map((site) => [site.getFileName(), site.getScriptNameOrSourceURL(), site.getEvalOrigin(), String(site)].join('\\n')).join('\\n');
      const every = async () => {
        keep(new Error('here'));
        for (const action of [() => new URL('::'), () => null.x, () => [1].map(() => { throw new Error('inside'); }), () => atob('%'), () => JSON.parse('{'), () => new Proxy({}, { get() { throw new Error('trap'); } }).x]) {
          try { action(); } catch (error) { keep(error); }
        }
        await import('node:nope').catch(keep);
        await crypto.subtle.digest('NOPE', new Uint8Array(1)).catch(keep);
        await params.infra.CACHE.put('k', 'v', { expirationTtl: 1 }).catch(keep);
        await params.infra.DB.prepare('SELEC').run().catch(keep);
        await new Promise((resolve) => setTimeout(() => { keep(new Error('timer')); resolve(); }, 1));
        await new Promise((resolve) => queueMicrotask(() => { keep(new Error('microtask')); resolve(); }));
        await new Promise((resolve, reject) => setTimeout(() => reject(new Error('later')), 1)).catch(keep);
        await Promise.any([Promise.reject(new Error('a'))]).catch((error) => { keep(error); keep(error.errors[0]); });
        keep(new Error('outer', { cause: new Error('inner') }).cause);
        const target = {};
        Error.captureStackTrace(target);
        keep(target);
      };
      await every();
      Error.prepareStackTrace = sites;
      await every();
      const Before = Error;
      globalThis.Error = class extends Before {};
      await every();
      globalThis.Error = Before;
      Error.prepareStackTrace = undefined;
      const foreign = stacks.filter((text) => /node:(?!nope)|simulation[.]js|workerd[.]js|node_modules|(^|[ (])(file:)?[/]|[A-Z]:[/]/m.test(text));
      console.log(stacks.length > 50, ...new Set(foreign));`,
    logs: [[true]],
  },
  {
    name: 'making code from text',
    ...tries([
      "eval('1 + 1')",
      "new Function('return 1')()",
      "(async () => {}).constructor('return 1')()",
      "(function* () {}).constructor('return 1')().next()",
      'new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))',
    ]),
  },
];

const node: readonly Attempt[] = [
  {
    name: 'finding anything of Node',
    code: `console.log(typeof process, typeof require, typeof module, typeof exports, typeof Buffer, typeof __filename);`,
    logs: [Array(6).fill('undefined')],
  },
  {
    name: 'importing modules of Node',
    ...tries(
      [...['fs', 'net', 'dns', 'http', 'child_process', 'worker_threads', 'vm', 'module', 'inspector']].map(
        (name) => `Object.keys(await import('node:${name}'))`,
      ),
    ),
  },
  {
    name: 'reading a file',
    ...tries([
      "require('node:fs').readFileSync('/etc/passwd')",
      "(await import('node:fs')).readFileSync('/etc/passwd')",
      "(await import('/etc/passwd')).default",
      "(await import('file:///etc/passwd')).default",
      `(await params.infra.DB.prepare("SELECT readfile('/etc/passwd') AS f").first('f')).length`,
    ]),
  },
  {
    name: 'writing a file',
    ...tries([
      "require('node:fs').writeFileSync('/tmp/escaped', 'x')",
      "(await import('node:fs')).writeFileSync('/tmp/escaped', 'x')",
    ]),
  },
  {
    name: 'reading the environment',
    ...tries([
      'process.env.PATH.length',
      'globalThis.process.env.PATH.length',
      "this.constructor.constructor('return process.env')().PATH.length",
      "(await import('node:process')).env.PATH.length",
      "(await import('node:process')).getBuiltinModule('node:fs').readFileSync('/etc/passwd').length",
      "(await import('node:process')).kill.length",
    ]),
  },
];

/** In a project, the folder that is out of reach: it has `x.json`, `x.txt`, `x.js` and `package.json`. */
export const outside = '/folder/that/is/out/of/reach';
const beyond = 'of the workspace folder: a simulation reads only files inside of it.';
const beyondPackage = 'of the package pkg: a simulation reads only files inside of it.';

/** What the Worker `backend` may import, of a project with more files, and why it may not. */
const reading = (
  name: string,
  specifier: string,
  why: string,
  project: AttemptProject = {},
  importing = `import x from '${specifier}';`,
): Attempt => ({
  name: `reading a file by ${name}`,
  code: "console.log(await (await params.infra.BACKEND.fetch('https://a.example/')).text());",
  project: {
    ...project,
    files: {
      'services/backend.js': `${importing}\nexport default { fetch: () => Response.json({ x }) };`,
      ...project.files,
    },
  },
  logs: [['{}']],
  ...(why !== '' && { note: `services/backend.js imports '${specifier}', which ${why}` }),
});

/** What a Worker whose code can be loaded is refused while it runs. */
const readingLater = (name: string, specifier: string): Attempt => ({
  name: `reading a file by ${name}`,
  code: "console.log(await (await params.infra.BACKEND.fetch('https://a.example/')).text());",
  project: {
    files: {
      'services/backend.js': `
        export default { async fetch() {
          try { return new Response('escaped: ' + JSON.stringify(await import(${specifier}))); } catch { return new Response('blocked'); }
        } };`,
    },
  },
  logs: [['blocked']],
});

const linked = 'is a link that leads outside';
const files: readonly Attempt[] = [
  reading('an absolute path', `${outside}/x.json`, `lies outside ${beyond}`),
  reading('an absolute path to a text', `${outside}/x.txt`, `lies outside ${beyond}`),
  reading('a relative path', '../../outside/x.json', `lies outside ${beyond}`),
  reading('a URL', `file://${outside}/x.json`, `lies outside ${beyond}`),
  reading('the URL of another machine', 'https://a.example/x.js', 'is a URL: a simulation loads no code from there.'),
  reading('a link', './x.json', `${linked} ${beyond}`, { links: { 'services/x.json': `${outside}/x.json` } }),
  reading('a link to code', './x.js', `${linked} ${beyond}`, { links: { 'services/x.js': `${outside}/x.js` } }),
  reading('a link to a folder', './linked/x', `is behind a link that leads outside ${beyond}`, {
    links: { 'services/linked': outside },
  }),
  reading('a device', './zero.txt', `${linked} ${beyond}`, { links: { 'services/zero.txt': '/dev/zero' } }),
  reading('a pipe', './pipe.txt', 'is not a regular file: devices, pipes and sockets are not read.', {
    pipes: ['services/pipe.txt'],
  }),
  reading('a package with a link', 'pkg/data/x.json', `${linked} ${beyondPackage}`, {
    files: { 'node_modules/pkg/package.json': '{ "name": "pkg" }' },
    links: { 'node_modules/pkg/data': outside },
  }),
  reading('what a package exports', 'pkg', `lies outside ${beyondPackage}`, {
    files: { 'node_modules/pkg/package.json': '{ "name": "pkg", "exports": "./../../../outside/x.js" }' },
  }),
  reading('a pattern that a package exports', 'pkg/../../../outside/x.js', `lies outside ${beyondPackage}`, {
    files: { 'node_modules/pkg/package.json': '{ "name": "pkg", "exports": { "./*": "./*" } }' },
  }),
  reading(
    'a link that is no package',
    'pkg/x.json',
    'is linked to a folder that is not a package of that name: its package.json must say "name": "pkg".',
    { links: { 'node_modules/pkg': outside } },
  ),
  reading('paths of a tsconfig.json', '@/x.json', `lies outside ${beyond}`, {
    files: { 'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["${outside}/*"] } } }` },
  }),
  reading('an escape in its name', '', '', {}, `import x from '\\x2f${outside.slice(1)}/x.json';`),
  {
    ...reading('a module in between', './y', '', {
      files: { 'services/y.js': `export { x as default } from '${outside}/x.js';` },
    }),
    note: `services/y.js imports '${outside}/x.js', which lies outside ${beyond}`,
  },
  {
    ...reading('a module that requires it', './y.cjs', '', {
      files: {
        'services/y.cjs': `try { module.exports = require('${outside}/x.js'); } catch { module.exports = 'blocked'; }`,
      },
    }),
    logs: [['{"x":"blocked"}']],
  },
  {
    ...reading('code that is a link itself', '', ''),
    project: { files: { 'services/backend.js': '' }, links: { 'services/backend.js': `${outside}/x.js` } },
    note: `services/backend.js ${linked} ${beyond}`,
  },
  {
    ...reading('main', '', ''),
    project: { main: '../outside/x.js' },
    note: `../outside/x.js lies outside ${beyond}`,
  },
  readingLater('an import() of its path', `'${outside}/x.json'`),
  readingLater('an import() of a relative path', "'../../outside/x.js'"),
  readingLater('an import() of a path that is computed', `['${outside}', 'x.js'].join('/')`),
  readingLater('an import() of a URL that is computed', `'file://' + '${outside}/x.js'`),
];

/** In code, where a server listens that nothing may reach: host and port. */
export const address = 'address.of.the.server';

const network: readonly Attempt[] = [
  {
    name: 'sending a request',
    code: `
      await fetch('http://${address}/');
      await params.requestHandler('http://${address}/');
      await params.infra.BACKEND.fetch('http://${address}/');`,
    requests: 2,
  },
  {
    name: 'opening a connection',
    ...tries([
      `new Promise((resolve, reject) => Object.assign(new WebSocket('ws://${address}/'), { onopen: resolve, onerror: reject, onclose: reject }))`,
      `new Promise((resolve, reject) => Object.assign(new EventSource('http://${address}/'), { onopen: resolve, onerror: reject }))`,
      'new XMLHttpRequest()',
      `{ const socket = (await import('cloudflare:sockets')).connect('${address}'); await socket.opened; }`,
      `(await import('node:net')).connect('${address}')`,
      `(await caches.default.match('http://${address}/')).text()`,
    ]),
  },
];

const spoiling: readonly Attempt[] = [
  {
    name: 'spoiling what everybody uses',
    code: `
      Array.prototype.map = () => ['spoilt'];
      Promise.prototype.then = () => {};
      JSON.stringify = () => '{}';
      JSON.parse = () => ({});
      Object.prototype.toJSON = () => 'spoilt';
      Object.prototype.polluted = 'spoilt';
      params.logger.log('hello', { a: [1] });`,
    logs: [['hello', { a: [1] }]],
  },
  {
    name: 'spoiling what reports are made with',
    code: "Array.prototype[Symbol.iterator] = undefined; params.logger.log('hello');",
    logs: [],
    error: { phase: 'run', name: 'SpoiltGlobals' },
  },
];

const endless: readonly Attempt[] = [
  ['a loop', 'while (true) {}'],
  ['a loop after an await', 'await null; while (true) {}'],
  ['a loop of microtasks', 'for (;;) await null;'],
  ['a loop in a timer', 'setTimeout(() => { while (true) {} }, 1); await scheduler.wait(10);'],
  ['a regular expression without end', "/^(a+)+$/.test('a'.repeat(40) + '!')"],
  ['an interval that nobody stops', 'setInterval(() => {}, 10); await new Promise(() => {});'],
].map(([name = '', code]) => ({
  name,
  code: `params.logger.log('begun'); ${code}`,
  timeoutMs: 300,
  logs: [['begun']],
  error: {
    phase: 'timeout',
    name: 'TimeoutError',
    message: 'The stage was still running after 300 ms and was ended.',
  },
}));

const bombs: readonly Attempt[] = [
  ['of objects', 'const all = []; for (;;) all.push(new Array(1e5).fill({ x: 1 }));'],
  ['of strings', "const all = []; for (let i = 0; ; i++) all.push(('x'.repeat(1e6) + i).split(''));"],
  ['of buffers', 'const all = []; for (;;) all.push(new Uint8Array(16 << 20).fill(1));'],
].map(([what, code = '']) => ({
  name: `a bomb ${what}`,
  code,
  error: { phase: 'memory', name: 'MemoryError' },
}));

const floods: readonly Attempt[] = [
  { name: 'a flood of logs', code: "for (;;) params.logger.log('x'.repeat(1000));", truncated: '5000 events' },
  {
    name: 'a flood of logs of the console',
    code: "for (;;) { console.log('x'); await null; }",
    truncated: '5000 events',
  },
  {
    name: 'a flood of text',
    code: "for (;;) params.logger.log(...Array(20).fill('x'.repeat(16000)));",
    truncated: '16 MB of events',
  },
  { name: 'a flood of requests', code: "for (;;) await fetch('https://a.example/');", truncated: '5000 events' },
];

const errors: readonly Attempt[] = [
  {
    name: 'a promise that nothing settles',
    code: 'await new Promise(() => {});',
    error: {
      phase: 'run',
      name: 'NeverSettles',
      message: 'The stage waits for a promise that nothing can settle any more.',
    },
  },
  {
    name: 'a promise that nothing settles after a timer has run',
    code: 'setTimeout(() => {}, 5); await new Promise(() => {});',
    error: { phase: 'run', name: 'NeverSettles' },
  },
  {
    name: 'a rejection that nobody handles',
    code: "Promise.reject(new TypeError('lost'));\nreturn 1;",
    error: { phase: 'unhandledRejection', name: 'TypeError', message: 'lost' },
    returns: 1,
  },
  {
    name: 'a throw in a timer',
    code: "setTimeout(() => { throw new Error('late') }, 1);\nawait scheduler.wait(20);\nreturn 1;",
    error: { phase: 'timer', name: 'Error', message: 'late' },
    returns: 1,
  },
  {
    name: 'a throw in a timer that is left behind',
    code: "setTimeout(() => { throw new Error('late') }, 1);",
    error: { phase: 'timer', message: 'late' },
  },
  ...[
    ['404', '404'],
    ["'out of stock'", '"out of stock"'],
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['{ code: 1 }', '{"code":1}'],
    ['Symbol("x")', 'Symbol(x)'],
  ].map(
    ([thrown, shown]): Attempt => ({
      name: `a throw of ${thrown}`,
      code: `throw ${thrown};`,
      error: {
        phase: 'run',
        name: 'NonError',
        message: `The stage threw ${shown}, which is not an Error and has no place.`,
      },
    }),
  ),
  {
    name: 'recursion without end',
    code: 'const f = () => f() + 1;\nf();',
    error: { phase: 'run', name: 'RangeError', message: 'Maximum call stack size exceeded' },
  },
];

const api = 'apis/cdn/subscribe';

const responses: readonly Attempt[] = [
  ...[
    ['', 'nothing'],
    ['return null;', 'null'],
    ['return { ok: true };', 'an object'],
    ["return { status: 200, headers: new Headers(), text: () => 'x' };", 'an object'],
    ["return 'fine';", 'a string'],
  ].map(
    ([code = '', what]): Attempt => ({
      name: `an answer that is no Response: ${code || 'nothing'}`,
      code,
      stage: api,
      error: {
        phase: 'run',
        name: 'MissingResponse',
        message: `The API handler returned ${what}; it must return a Response, such as Response.json({ ok: true }).`,
      },
    }),
  ),
  {
    name: 'a Response that was read before',
    code: "const response = new Response('x'); await response.text(); return response;",
    stage: api,
    error: {
      phase: 'run',
      name: 'TypeError',
      message: 'Body has already been used. It can only be used once. Use tee() first if you need to read it twice.',
    },
  },
  {
    name: 'a Response with no status of HTTP',
    code: "return new Response('x', { status: 99 });",
    stage: api,
    error: { phase: 'run', name: 'RangeError', at: { file: `playground/${api}.js`, line: 0, character: 7 } },
  },
  {
    name: 'a Response whose body breaks',
    code: "return new Response(new ReadableStream({ pull(body) { body.error(new Error('broken')); } }));",
    stage: api,
    error: { phase: 'run', name: 'Error', message: 'broken' },
  },
  {
    name: 'a Response whose body never comes',
    code: 'return new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));',
    stage: api,
    error: { phase: 'run', name: 'NeverSettles' },
  },
  {
    name: 'a Response whose body never ends',
    code: 'return new Response(new ReadableStream({ pull(body) { body.enqueue(new Uint8Array(1e5)); } }));',
    stage: api,
    error: { phase: 'memory', name: 'MemoryError' },
  },
  {
    name: 'what a Transformation must not return',
    code: 'return 1;',
    stage: 'edge/tagRoot',
    error: { phase: 'run', name: 'WrongReturn' },
  },
  {
    name: 'a syntax error',
    code: 'const a = 1;\n\tconst b = ;\n',
    error: {
      phase: 'compile',
      name: 'SyntaxError',
      message: "Unexpected token ';'",
      at: { file: 'playground/edge/tag.js', line: 1, character: 11 },
    },
  },
  {
    name: 'a file that ends in the middle',
    code: 'const a = 1;\nif (a) {\n  a;\n\n',
    error: {
      phase: 'compile',
      name: 'SyntaxError',
      message: 'Unexpected end of the file: its brackets, braces or quotes do not match',
      at: { file: 'playground/edge/tag.js', line: 2, character: 4 },
    },
  },
];

const answers: readonly Attempt[] = [
  {
    name: 'a string of 100 MB',
    code: "return 'x'.repeat(1e8);",
    returns: { $: 'string', length: 100_000_000, start: 'x'.repeat(16_384) },
  },
  {
    name: 'a string of 100 MB in a log',
    code: "params.logger.log('x'.repeat(1e8));",
    logs: [[{ $: 'string', length: 100_000_000, start: 'x'.repeat(16_384) }]],
  },
  {
    name: 'a value that holds itself',
    code: "const cyclic = { name: 'a' };\ncyclic.self = cyclic;\nreturn cyclic;",
    returns: { name: 'a', self: { $: 'circular' } },
  },
  {
    name: 'a value that is too deep',
    code: 'let deep = {};\nfor (let i = 0; i < 1e5; i++) deep = { deep };\nreturn [[[[[[deep]]]]]];',
    returns: [[[[[[{ deep: { deep: { $: 'depth' } } }]]]]]],
  },
  {
    name: 'a value that refuses to be looked at',
    code: `return {
      hostile: { get x() { throw new Error('no'); } },
      proxy: new Proxy({}, { ownKeys() { throw new Error('no'); } }).x ?? 'looked',
    };`,
    returns: { hostile: { x: { $: 'error', name: 'Error', message: 'no' } }, proxy: 'looked' },
  },
];

/** Every attempt. */
export const attempts: readonly Attempt[] = [
  ...walks,
  ...node,
  ...files,
  ...network,
  ...spoiling,
  ...endless,
  ...bombs,
  ...floods,
  ...errors,
  ...responses,
  ...answers,
];
