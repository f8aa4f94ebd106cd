// What the runtime gives to the modules that are built for it.
declare module 'cloudflare:workers' {
  export class WorkerEntrypoint<Env = unknown> {
    readonly ctx: { readonly exports: Readonly<Record<string, (options: { props?: unknown }) => unknown>> };
    readonly env: Env;
  }
}

/** The stage, wrapped as a module. */
declare module 'stage' {
  const stage: (params: unknown) => unknown;
  export default stage;
}

declare module 'workerd-host' {
  const source: string;
  export default source;
}

declare module 'workerd-isolate' {
  const source: string;
  export default source;
}
