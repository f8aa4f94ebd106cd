import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SandboxCommand } from '../sandbox/command';
import type { HandlerRequest } from '../sandbox/realm/command';
import type { Run } from './engine';
import { secretTexts } from './secretTexts';

const shop = 'https://www.juniper-and-oak.example';
const routes: Readonly<Record<string, string>> = {
  cdn: '/providers/playground/',
  server: '/providers/playground/server-api/',
};

/** What the sandbox is told for a run. */
export function sandboxCommand(run: Run, limits: SandboxCommand['limits']): SandboxCommand {
  const { request, params } = run;
  return {
    file: request.file,
    code: request.code,
    secretValues: secretValues(request),
    limits,
    ...(request.modules && { modules: request.modules }),
    ...(request.inspect && { urls: urlsOf(request, request.inspect.root) }),
    run: {
      stage: request.stage,
      result: params.kind.result,
      data: params.data,
      functions: params.functions,
      ...(params.page && { page: params.page }),
      variablesAt: params.kind.variables,
      variables: request.variables,
      bindings: params.kind.infra ? request.bindings : null,
      ...(request.fixtures && { fixtures: request.fixtures }),
      ...(request.keepState && { keepState: true }),
      ...(request.state && { state: request.state }),
      ...(params.kind.result === 'response' && { http: httpOf(run) }),
    },
  };
}

/** The texts that no event of a run may show. */
export function secretValues({ secrets, variables }: Pick<Run['request'], 'secrets' | 'variables'>): readonly string[] {
  const names = secrets ?? Object.keys(variables);
  return [...new Set(names.flatMap((name) => secretTexts(variables[name])))];
}

/** The URLs of the stage file and of the modules. */
function urlsOf({ file, modules = [] }: Run['request'], root: string): Record<string, string> {
  const files = [file, ...modules.filter(({ hidesPlaces }) => !hidesPlaces).map(({ path }) => path)];
  return Object.fromEntries(files.map((each) => [each, pathToFileURL(join(root, each)).href]));
}

function httpOf({ request, params }: Run): HandlerRequest {
  const { method, url, headers = {}, body } = request.http ?? {};
  const endpoint = request.stage.slice(params.kind.id.length + 1);
  const route = `${routes[params.kind.group] ?? '/'}${endpoint}`;
  return {
    endpoint,
    method: (method ?? (body === undefined ? 'GET' : 'POST')).toUpperCase(),
    url: absolute(url ?? route),
    headers: withContentType(headers, body),
    ...(body !== undefined && { body }),
  };
}

/** A URL, or a path on the sample shop; what is neither is left for the request to refuse. */
function absolute(url: string): string {
  return URL.canParse(url, shop) ? new URL(url, shop).href : url;
}

/** A body that reads as JSON or as a form is announced as that, unless the headers say what it is. */
function withContentType(headers: Readonly<Record<string, string>>, body = '') {
  const said = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const isJson = /^\s*[[{]/.test(body);
  const isForm = /^[^\s=&]+=[^\s]*$/.test(body);
  return said || !(isJson || isForm)
    ? headers
    : { ...headers, 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded' };
}
