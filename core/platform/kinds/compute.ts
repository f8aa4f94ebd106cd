import { limits } from '../limits';
import type { BindingKind } from './kind';
import { formerly, list, optional, remote, required } from './row';

const shortPeriod = limits.ratelimits.shortPeriodSeconds.value;
const longPeriod = limits.ratelimits.longPeriodSeconds.value;
const exampleLimit = 100;

/** Other code that runs. */
export const computeKinds: readonly BindingKind[] = [
  list({
    key: 'services',
    label: 'service',
    detail: 'Another Worker: fetch from it, or call its methods',
    typeName: 'Fetcher',
    icon: 'plug',
    words: ['service', 'service-binding', 'worker'],
    page: 'workers/runtime-apis/bindings/service-bindings/',
    members: ['fetch', 'connect'],
    simulation: 'computes',
    resourceField: 'service',
    fields: [
      required('service', 'The name of the other Worker.', 'Name of the other Worker', { placeholder: 'my-worker' }),
      optional('entrypoint', 'string', 'The exported class to call; the default export unless given.', {
        placeholder: 'MyEntrypoint',
      }),
      optional('props', 'object', 'What the other Worker gets as `ctx.props`.'),
      remote,
      optional('dev', 'object', 'What stands in for the other Worker in `wrangler dev`.'),
      formerly(
        'environment',
        'string',
        'Name the Worker of that environment in `service`: `my-worker-production`, say.',
      ),
    ],
  }),
  list({
    key: 'workflows',
    label: 'workflow',
    detail: 'Steps that survive failures and waiting',
    typeName: 'Workflow',
    icon: 'run-all',
    words: ['workflow'],
    page: 'workflows/build/workers-api/',
    members: ['create', 'createBatch', 'get'],
    simulation: 'records',
    resourceField: 'name',
    fields: [
      required('name', 'The name of the workflow itself.', 'Name of the workflow', { placeholder: 'my-workflow' }),
      required('class_name', 'The class that the Worker exports.', 'Class of the workflow', {
        placeholder: 'MyWorkflow',
      }),
      optional('script_name', 'string', 'The Worker that exports the class, if it is another one.'),
      optional('limits', 'object', 'Limits for each instance.', {
        fields: [optional('steps', 'number', 'How many steps an instance can have.')],
      }),
      optional('concurrency', 'object', 'How many instances run at once.', {
        fields: [optional('limit', 'number', 'At most so many.')],
      }),
      optional('schedules', 'any', 'Cron expressions that start it.'),
      optional('default_retention', 'object', 'How long the state of finished instances is kept.', {
        fields: [
          optional('success_retention', 'any', 'Of those that succeeded.'),
          optional('error_retention', 'any', 'Of those that failed.'),
        ],
      }),
      optional('jurisdiction', 'string', 'The jurisdiction whose borders the state stays within.', {
        values: ['eu', 'fedramp', 'us'],
      }),
      formerly('remote', 'boolean', 'Take it out: `wrangler dev` always runs workflows locally.'),
    ],
  }),
  list({
    key: 'ratelimits',
    label: 'rate limit',
    detail: 'Counts calls by key and says when they are too many',
    typeName: 'RateLimit',
    icon: 'dashboard',
    words: ['ratelimit', 'rate-limit', 'rate-limiter', 'rate-limiting'],
    page: 'workers/runtime-apis/bindings/rate-limit/',
    members: ['limit'],
    simulation: 'computes',
    nameField: 'name',
    resourceField: 'namespace_id',
    fields: [
      required(
        'namespace_id',
        'A number of your own, as a string; limits that share it share their counts.',
        'Namespace of the limit, a number',
        {
          placeholder: '1001',
        },
      ),
      {
        ...optional(
          'simple',
          'object',
          `\`limit\`: how many calls; \`period\`: in how many seconds, ${shortPeriod} or ${longPeriod}.`,
          {
            placeholder: JSON.stringify({ limit: exampleLimit, period: longPeriod }),
            prompt: 'How many calls in how many seconds',
            fields: [
              {
                ...optional('limit', 'number', 'How many calls.', { placeholder: String(exampleLimit) }),
                required: true,
              },
              {
                ...optional('period', 'number', 'In how many seconds.', {
                  values: [shortPeriod, longPeriod],
                  placeholder: String(longPeriod),
                }),
                required: true,
              },
            ],
          },
        ),
        required: true,
      },
    ],
  }),
  list({
    key: 'dispatch_namespaces',
    label: 'dispatch namespace',
    detail: 'The Workers of your customers',
    typeName: 'DispatchNamespace',
    icon: 'organization',
    words: ['dispatch', 'dispatch-namespace'],
    page: 'cloudflare-for-platforms/workers-for-platforms/configuration/dynamic-dispatch/',
    members: ['get'],
    simulation: 'fixture',
    resourceField: 'namespace',
    fields: [
      optional('namespace', 'string', 'The name of the dispatch namespace.', {
        prompt: 'Name of the dispatch namespace',
        placeholder: 'my-namespace',
      }),
      optional('outbound', 'object', 'The Worker that handles what the customers’ Workers fetch.', {
        fields: [
          { ...optional('service', 'string', 'The name of that Worker.'), required: true },
          optional('environment', 'string', 'Its environment.'),
          optional('parameters', 'strings', 'Names of parameters that it gets.'),
        ],
      }),
      remote,
    ],
  }),
  list({
    key: 'worker_loaders',
    label: 'Worker Loader',
    detail: 'Starts Workers from code at run time',
    typeName: 'WorkerLoader',
    icon: 'rocket',
    words: ['worker-loader', 'loader'],
    page: 'workers/runtime-apis/bindings/worker-loader/',
    members: ['get', 'load'],
    simulation: 'records',
    fields: [],
  }),
];
