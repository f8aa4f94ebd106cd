import type { BindingKind } from './kind';
import { list, optional, remote, required, single } from './row';

/** Models, and the search and memory around them. */
export const aiKinds: readonly BindingKind[] = [
  single({
    key: 'ai',
    label: 'Workers AI',
    detail: 'Models that run on Cloudflare’s network',
    typeName: 'Ai',
    icon: 'sparkle',
    words: ['ai', 'workers-ai'],
    page: 'workers-ai/configuration/bindings/',
    members: ['run', 'models', 'gateway', 'toMarkdown', 'autorag', 'aiSearch', 'websearch', 'aiGatewayLogId'],
    simulation: 'fixture',
    fields: [optional('staging', 'boolean', 'For Cloudflare’s own use.'), remote],
  }),
  list({
    key: 'vectorize',
    label: 'Vectorize index',
    detail: 'Finds what is similar by its embedding',
    typeName: 'VectorizeIndex',
    icon: 'graph-scatter',
    words: ['vectorize', 'vector', 'vectorize-index'],
    page: 'vectorize/reference/client-api/',
    members: ['query', 'upsert', 'insert', 'getByIds', 'deleteByIds', 'describe'],
    simulation: 'computes',
    resourceField: 'index_name',
    fields: [
      required('index_name', 'The name of the index.', 'Name of the Vectorize index', { placeholder: 'my-index' }),
      remote,
    ],
  }),
  list({
    key: 'ai_search',
    label: 'AI Search instance',
    detail: 'Searches your documents and answers from them',
    typeName: 'AiSearchInstance',
    icon: 'search-sparkle',
    words: ['ai-search'],
    page: 'ai-search/',
    members: ['search', 'chatCompletions', 'info', 'items', 'jobs', 'stats', 'update'],
    simulation: 'fixture',
    resourceField: 'instance_name',
    fields: [
      required('instance_name', 'The name of the instance.', 'Name of the AI Search instance', {
        placeholder: 'my-search',
      }),
      remote,
    ],
  }),
  list({
    key: 'ai_search_namespaces',
    label: 'AI Search namespace',
    detail: 'AI Search instances that a Worker makes itself',
    typeName: 'AiSearchNamespace',
    icon: 'search',
    words: ['ai-search-namespace'],
    page: 'ai-search/',
    members: ['get', 'create', 'list', 'delete', 'search', 'chatCompletions'],
    simulation: 'fixture',
    resourceField: 'namespace',
    fields: [
      required('namespace', 'The name of the namespace.', 'Name of the AI Search namespace', {
        placeholder: 'my-namespace',
      }),
      remote,
    ],
  }),
  list({
    key: 'agent_memory',
    label: 'Agent Memory namespace',
    detail: 'What agents remember of the people they talk with',
    typeName: 'AgentMemoryNamespace',
    icon: 'book',
    words: ['agent-memory', 'memory'],
    page: 'workers/runtime-apis/bindings/',
    members: ['getProfile', 'deleteProfile'],
    simulation: 'fixture',
    resourceField: 'namespace',
    fields: [
      required('namespace', 'The name of the namespace.', 'Name of the Agent Memory namespace', {
        placeholder: 'my-namespace',
      }),
      remote,
    ],
  }),
];
