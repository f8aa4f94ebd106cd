/** Where a stage runs. It decides the globals that its code has. */
export type Runtime = 'workers' | 'browser';

/** What the platform does with a stage's result. */
export type StageResult = 'nothing' | 'skip-event' | 'response' | 'transformation';

/** How the sidebar groups stages. */
export type StageGroup = 'edge' | 'browser' | 'cdn' | 'server' | 'transformation';

/** A kind of stage file: everything the product knows about it, in one row. */
export interface StageKind {
  /** `edge/tag`; for API handlers the folder, `apis/cdn`. */
  readonly id: string;
  readonly group: StageGroup;
  readonly runtime: Runtime;
  /** The type of `params`, in the `EdgeTag` namespace of the declarations. */
  readonly paramsType: string;
  /** Whether `params.infra` exists. */
  readonly infra: boolean;
  /** Where variables are read, below `params`. */
  readonly variables: readonly string[];
  readonly result: StageResult;
  /** Whether it runs for a tracked event, so that a simulation starts from one of `sampleEventNames`. */
  readonly takesEvent?: boolean;
  /** One line: when it runs. */
  readonly summary: string;
}

/** A file of a Destination that is a stage. */
export interface Stage {
  readonly kind: StageKind;
  /** `edge/tag`, `apis/cdn/subscribe`. */
  readonly id: string;
  /** What comes before `playground/…` in the file's path, without a trailing slash; empty for a relative path. */
  readonly root: string;
}

/** The sample events that a simulation can start from. */
export const sampleEventNames = ['Purchase', 'PageView', 'AddToCart'] as const;

/** The folder that holds a Destination's stage files, beside its manifest. */
export const stageFolder = 'playground';

const edge = { group: 'edge', runtime: 'workers', infra: true, variables: ['secrets'], result: 'nothing' } as const;
const browser = { group: 'browser', runtime: 'browser', infra: false, result: 'skip-event' } as const;
const api = { runtime: 'workers', infra: true, variables: ['secrets'], result: 'response' } as const;
const transformation = {
  group: 'transformation',
  infra: false,
  variables: ['variables'],
  result: 'transformation',
  takesEvent: true,
} as const;

/** Every kind of stage, in the order in which the sidebar shows them. */
export const stageKinds: readonly StageKind[] = [
  { ...edge, id: 'edge/init', paramsType: 'EdgeInitParams', summary: "Once, when a visitor's session starts" },
  { ...edge, id: 'edge/tag', takesEvent: true, paramsType: 'EdgeTagParams', summary: 'For every tracked event' },
  { ...edge, id: 'edge/user', paramsType: 'EdgeUserParams', summary: "When a visitor's identity changes" },
  {
    ...edge,
    id: 'edge/scheduled',
    paramsType: 'EdgeScheduledParams',
    summary: 'On a cron, every 5 minutes by default',
  },
  {
    ...browser,
    id: 'browser/init',
    paramsType: 'BrowserInitParams',
    variables: ['manifest', 'variables'],
    summary: "In the visitor's browser, once per page",
  },
  {
    ...browser,
    id: 'browser/tag',
    takesEvent: true,
    paramsType: 'BrowserTagParams',
    variables: ['manifestVariables'],
    summary: "In the visitor's browser, for every event",
  },
  {
    ...browser,
    id: 'browser/user',
    paramsType: 'BrowserUserParams',
    variables: ['manifestVariables'],
    summary: "In the visitor's browser, when identity changes",
  },
  { ...api, id: 'apis/cdn', group: 'cdn', paramsType: 'CdnApiParams', summary: 'HTTP handler, no authentication' },
  { ...api, id: 'apis/server', group: 'server', paramsType: 'ServerApiParams', summary: 'HTTP handler, authenticated' },
  {
    ...transformation,
    id: 'edge/tagRoot',
    runtime: 'workers',
    paramsType: 'EdgeTagRootParams',
    summary: 'Transformation on the edge, once for every event',
  },
  {
    ...transformation,
    id: 'edge/tagChannel',
    runtime: 'workers',
    paramsType: 'EdgeTagChannelParams',
    summary: 'Transformation on the edge, for every channel',
  },
  {
    ...transformation,
    id: 'edge/tagInstance',
    runtime: 'workers',
    paramsType: 'EdgeTagInstanceParams',
    summary: 'Transformation on the edge, for every channel instance',
  },
  {
    ...transformation,
    id: 'browser/clientTagRoot',
    runtime: 'browser',
    paramsType: 'ClientTagRootParams',
    summary: 'Transformation in the browser, once for every event',
  },
  {
    ...transformation,
    id: 'browser/clientTagChannel',
    runtime: 'browser',
    paramsType: 'ClientTagChannelParams',
    summary: 'Transformation in the browser, for every channel',
  },
  {
    ...transformation,
    id: 'browser/clientTagInstance',
    runtime: 'browser',
    paramsType: 'ClientTagInstanceParams',
    summary: 'Transformation in the browser, for every channel instance',
  },
];

const kindById = new Map(stageKinds.map((kind) => [kind.id, kind]));
const stagePath = /^(?:(.*)\/)?playground\/((edge|browser)\/\w+|(apis\/(?:cdn|server))\/[^/]+)\.js$/s;

/** The stage that a file is, by its path (`/` between folders) and nothing else; `undefined` for any other file. */
export function stageOf(path: string): Stage | undefined {
  const match = stagePath.exec(path);
  const id = match?.[2];
  const kind = kindById.get(match?.[4] ?? id ?? '');
  return kind && id ? { kind, id, root: match?.[1] ?? '' } : undefined;
}

/** The path of a stage's file, relative to its Destination. */
export function stageFile(id: string): string {
  return `${stageFolder}/${id}.js`;
}
