import { withImports } from '../project/imports';
import type { DeclaredBinding, ProjectModule } from '../sandbox/realm/command';
import type { WorkerdSetup } from './command';
import { doorName } from './host/door';

type Options = Readonly<Record<string, unknown>>;

/** The runtime features that the Workers of our own rely on. */
const ownDate = '2026-04-01';
/** What loads stages: no stage may call it. */
export const loaderName = 'INFRA_LOADER';
const markName = 'INFRA_MARK';

/** Answers every request that leaves a Worker of the project: it is reported, and goes nowhere. */
const sealScript = `export default {
  async fetch(request, env) {
    const { method, url } = request;
    const headers = Object.fromEntries(request.headers);
    // Miniflare adds the name of the Worker, which is secret.
    delete headers['cf-worker'];
    const body = await request.text();
    console.log(env.${markName} + JSON.stringify({ type: 'request', url, method, headers, body: body || null, sent: false, via: 'fetch' }));
    return Response.json({});
  },
};`;

/** What only the process around workerd and Workers of ours know. */
export interface WorkerSecrets {
  /** Opens the Worker that has the real bindings. */
  readonly door: string;
  /** What lines begin with that say of a request of the project's Workers. */
  readonly mark: string;
  /** Part of every Worker's name: Miniflare hands a request to any Worker that the request names. */
  readonly name: string;
}

/** The Workers that Miniflare starts: ours with the real bindings, and the project's own with its classes. */
export function workersOf(
  setup: WorkerdSetup,
  hostSource: string,
  supportedDate: string,
  secrets: WorkerSecrets,
): Options[] {
  const { bindings, variables } = setup;
  const hostName = `infra-host-${secrets.name}`;
  const sealName = `infra-seal-${secrets.name}`;
  const workerName = ({ name }: DeclaredBinding) => `project-${name}-${secrets.name}`;
  const earliest = (date: string) => (date < supportedDate ? date : supportedDate);
  const real = realBindings(bindings);
  const own = { compatibilityDate: earliest(ownDate), outboundService: sealName };
  const project = {
    compatibilityDate: earliest(setup.compatibilityDate ?? ownDate),
    compatibilityFlags: [...(setup.compatibilityFlags ?? [])],
    outboundService: sealName,
    bindings: variables,
  };
  const services = withCode(bindings, 'services');
  const objects = withCode(bindings, 'durable_objects.bindings');
  const flows = withCode(bindings, 'workflows');
  const durableObjects = Object.fromEntries(
    objects.map((binding) => [
      binding.name,
      { className: classNameOf(binding), scriptName: workerName(binding), useSQLite: true },
    ]),
  );
  const serviceBindings = Object.fromEntries(services.map((binding) => [binding.name, workerName(binding)]));
  const workflows = Object.fromEntries(
    flows.map((binding) => [
      binding.name,
      {
        name: `${binding.fields.name ?? binding.name}`,
        className: classNameOf(binding),
        scriptName: workerName(binding),
      },
    ]),
  );
  const shared = { ...real, durableObjects, serviceBindings, workflows };
  return [
    {
      ...own,
      ...shared,
      name: hostName,
      modules: [{ type: 'ESModule', path: '/infra/host.js', contents: hostSource }],
      modulesRoot: '/infra',
      workerLoaders: { [loaderName]: {} },
      bindings: { [doorName]: secrets.door },
    },
    {
      name: sealName,
      // Named one by one, Miniflare need not look for them in the code.
      modules: [{ type: 'ESModule', path: '/infra/seal.js', contents: sealScript }],
      modulesRoot: '/infra',
      compatibilityDate: own.compatibilityDate,
      bindings: { [markName]: secrets.mark },
    },
    ...[...services, ...objects, ...flows].map((binding) => ({
      ...project,
      ...shared,
      name: workerName(binding),
      modules: projectModules(binding, setup.modules),
      modulesRoot: '/project',
    })),
  ];
}

function withCode(bindings: readonly DeclaredBinding[], kind: string): DeclaredBinding[] {
  return bindings.filter((binding) => binding.kind === kind && binding.code && binding.code.length > 0);
}

const classNameOf = ({ fields }: DeclaredBinding) => `${fields.class_name}`;

/** Bindings that need nothing of the project, each known by its own name. */
function realBindings(bindings: readonly DeclaredBinding[]): Options {
  const named = (kind: string) =>
    Object.fromEntries(
      bindings.filter((binding) => binding.kind === kind).map(({ name }) => [name, name.toLowerCase()]),
    );
  const images = bindings.find(({ kind }) => kind === 'images');
  return {
    kvNamespaces: named('kv_namespaces'),
    d1Databases: named('d1_databases'),
    r2Buckets: named('r2_buckets'),
    email: { send_email: bindings.filter(({ kind }) => kind === 'send_email').map(emailSender) },
    ...(images && { images: { binding: images.name } }),
  };
}

const emailFields = ['destination_address', 'allowed_destination_addresses', 'allowed_sender_addresses'];

/** To whom and from whom an email may be sent; workerd holds to it, and sends none. */
function emailSender({ name, fields }: DeclaredBinding): Options {
  const rules = emailFields.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]]);
  return { name, ...Object.fromEntries(rules) };
}

/** The modules of a Worker: its entry, which exports what the binding asks for, and those of the project. */
function projectModules({ kind, fields, code = [] }: DeclaredBinding, modules: readonly ProjectModule[]): object[] {
  const lines = code.map(({ module }, index) => `import * as from${index} from ${JSON.stringify(`/${module}`)};`);
  const found = code.map((candidate, index) => `from${index}[${JSON.stringify(candidate.export)}]`).join(' ?? ');
  const names = code.map((candidate) => candidate.module).join(' and ');
  const what = kind === 'services' ? `${fields.entrypoint ?? 'default'}` : `${fields.class_name}`;
  const missing = `class { constructor() { throw new Error(${JSON.stringify(`${names} does not export ${what}.`)}); } }`;
  const entry =
    kind === 'services'
      ? `${lines.join('\n')}\nexport default ${found} ?? ${missing};`
      : `${lines.join('\n')}\nexport const ${what} = ${found} ?? ${missing};\nexport default { fetch() { return new Response(null, { status: 404 }); } };`;
  return [
    { type: 'ESModule', path: '/project/infra-entry.js', contents: entry },
    ...modules.map(({ path, code: contents, imports }) => ({
      type: 'ESModule',
      path: `/project/${path}`,
      // workerd looks neither for extensions nor for packages: imports name the files that they mean.
      contents: withImports(contents, (specifier) => workerdName(imports[specifier])),
    })),
  ];
}

/** How code for workerd names a module; a module of the platform has its own name. */
function workerdName(path: string | undefined): string | undefined {
  return path === undefined || /^(cloudflare|node|workerd):/.test(path) ? path : `/${path}`;
}
