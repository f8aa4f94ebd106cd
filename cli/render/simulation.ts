import { inline, jsonText, logText, multiline } from '../../simulation/describedText';
import type {
  BindingEvent,
  ComparisonEvent,
  ErrorEvent,
  LogEvent,
  RequestEvent,
  ReturnEvent,
  RunEndEvent,
  RunStartEvent,
  SimulationEvent,
  SourcePlace,
  StateEvent,
} from '../../simulation/events';
import { type Paint, painter } from './paint';
import { locate, type Rendering, type RenderOptions } from './rendering';
import { renderScenarioEvent } from './scenario';

const labelWidth = 8;
const indent = ' '.repeat(labelWidth + 2);

/** What the calls on a kind of binding are labelled, where it is not `CALL`. */
const labels: Readonly<Record<string, string>> = {
  kv_namespaces: 'KV',
  d1_databases: 'SQL',
  reporting: 'SQL',
  r2_buckets: 'R2',
  analytics_engine_datasets: 'DATA',
  'queues.producers': 'QUEUE',
  ratelimits: 'LIMIT',
  'durable_objects.bindings': 'OBJECT',
  services: 'SERVICE',
  vectorize: 'VECTOR',
  ai: 'AI',
};

/** Stages that no tracked event sets off. */
const withoutEvent: ReadonlySet<string> = new Set(['edge/init', 'edge/scheduled']);

const phases: Partial<Record<ErrorEvent['phase'], string>> = {
  timer: ' (in a timer)',
  unhandledRejection: ' (nobody handled this rejection)',
};

/**
 * An event of a simulation as a person reads it in a terminal: one or more lines, without a final line break. An error
 * begins with a line `file:line:column - error Name: message`, one-based, which a problem matcher finds.
 */
export function renderEvent(event: SimulationEvent, options: RenderOptions): string {
  const rendering = { ...options, paint: painter(options.color) };
  switch (event.type) {
    case 'run.start':
      return renderStart(event, rendering);
    case 'log':
      return renderLog(event, rendering);
    case 'request':
      return renderRequest(event, rendering);
    case 'binding':
      return renderBinding(event, rendering);
    case 'identity':
      return entry('ID', `${event.op}(${event.args.map(inline).join(', ')})`, event.at, rendering);
    case 'state':
      return renderState(event, rendering);
    case 'return':
      return renderReturn(event, rendering);
    case 'error':
      return renderError(event, rendering);
    case 'truncated':
      return rendering.paint.yellow(`${label('…')}Stopped after ${event.limit}: this run reports too much.`);
    case 'run.end':
      return renderEnd(event, rendering);
    case 'comparison':
      return renderComparison(event, rendering);
    default:
      return renderScenarioEvent(event, rendering);
  }
}

function renderComparison({ same, differences }: ComparisonEvent, rendering: Rendering): string {
  const { paint } = rendering;
  if (same) {
    return paint.green('= Both engines did the same');
  }
  const head = paint.yellow(
    `≠ The engines differ in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}`,
  );
  const entries = differences.map(({ what, memory, workerd, at }) =>
    block(entry('DIFF', what, at, rendering), [
      `${paint.dim('memory: ')} ${memory === null ? 'nothing' : inline(memory)}`,
      `${paint.dim('workerd:')} ${workerd === null ? 'nothing' : inline(workerd)}`,
    ]),
  );
  return [head, ...entries].join('\n');
}

function renderStart(event: RunStartEvent, { paint }: Rendering): string {
  const { stage, engine, request, runtime, inspector, missingLayers = [] } = event;
  const subject = request ? `${request.method} ${request.url}` : withoutEvent.has(stage) ? '' : event.event;
  const head = [paint.bold(`▶ ${stage}`), subject, paint.dim(`${engine} engine${runtime ? ` (${runtime})` : ''}`)]
    .filter(Boolean)
    .join('  ');
  const missing = `  The sandbox of this Node lacks: ${missingLayers.join(', ')}.`;
  return [
    head,
    ...(missingLayers.length === 0 ? [] : [paint.yellow(missing)]),
    ...(inspector === undefined ? [] : [paint.dim(`  Waiting for a debugger at ${inspector}`)]),
  ].join('\n');
}

function renderLog(event: LogEvent, rendering: Rendering): string {
  const { paint } = rendering;
  const text = event.args.map(logText).join(' ');
  const shown = event.level === 'error' ? paint.red(text) : event.level === 'warn' ? paint.yellow(text) : text;
  return entry(event.level.toUpperCase(), shown, event.at, rendering);
}

function renderRequest(event: RequestEvent, rendering: Rendering): string {
  const { paint } = rendering;
  const headers = Object.entries(event.headers).map(([name, value]) => `${paint.dim(`${name}:`)} ${value}`);
  const body = event.body === null ? [] : bodyLines(event.body);
  const note = paint.dim('captured, not sent; answered with {}');
  return block(entry(event.method, event.url, event.at, rendering), [...headers, ...body, note]);
}

function renderBinding(event: BindingEvent, rendering: Rendering): string {
  const { paint } = rendering;
  const call = `${event.name}.${event.op}`;
  const isSql = event.sql !== undefined;
  const args = isSql && event.args.length === 0 ? '' : `(${event.args.map(inline).join(', ')})`;
  const result = event.result === undefined ? '' : ` ${paint.dim('→')} ${inline(event.result)}`;
  const first = entry(labels[event.kind] ?? 'CALL', `${call}${args}${result}`, event.at, rendering);
  return block(first, [
    ...(isSql ? sqlLines(event, paint) : []),
    ...(event.executed === undefined ? bindingNote(event, paint) : []),
    ...(event.error === undefined ? [] : [paint.red(event.error)]),
  ]);
}

function sqlLines(event: BindingEvent, paint: Paint): string[] {
  const statements = event.statements ?? [{ sql: event.sql ?? '', parameters: event.parameters ?? [] }];
  const lines: string[] = [];
  let before: string | undefined;
  for (const { sql, parameters } of statements) {
    // A batch often repeats one statement with other parameters.
    if (sql !== before) {
      lines.push(...unindented(sql).map(paint.cyan));
    }
    before = sql;
    if (parameters.length > 0) {
      lines.push(`${paint.dim('with')} ${parameters.map(inline).join(', ')}`);
    }
  }
  const rows = event.rows === undefined ? '' : `: ${event.rows} ${event.rows === 1 ? 'row' : 'rows'}`;
  return [...lines, paint.dim(event.executed ? `executed${rows}` : 'captured, not executed')];
}

function bindingNote(event: BindingEvent, paint: Paint): string[] {
  switch (event.simulated) {
    case 'captured':
      return [paint.dim(event.kind === 'queues.producers' ? 'captured, delivered to nobody' : 'captured')];
    case 'recorded':
      return [
        paint.dim(`only recorded: ${event.note ?? 'this kind of binding is not simulated, and answers nothing'}`),
      ];
    case 'fixture':
      return [paint.dim('answered from a fixture')];
    default:
      return [];
  }
}

/** How many entries of a store are shown. */
const entryLimit = 10;

function renderState({ name, entries }: StateEvent, rendering: Rendering): string {
  const { paint } = rendering;
  const lines = entries.slice(0, entryLimit).map(({ key, value }) => `${paint.dim(`${key}:`)} ${inline(value)}`);
  const more = entries.length > entryLimit ? [paint.dim(`… ${entries.length - entryLimit} more`)] : [];
  return block(entry('LEFT', `in ${name}`, undefined, rendering), [...lines, ...more]);
}

function renderReturn({ value, response }: ReturnEvent, rendering: Rendering): string {
  const { paint } = rendering;
  if (!response) {
    const isNothing = (value as { $?: unknown } | null)?.$ === 'undefined';
    return entry('RETURN', isNothing ? paint.dim('nothing') : multiline(value, indent), undefined, rendering);
  }
  const status = `${response.status}`;
  const shown = response.status < 400 ? paint.green(status) : paint.red(status);
  const headers = Object.entries(response.headers).map(([name, text]) => `${paint.dim(`${name}:`)} ${text}`);
  return block(entry('RETURN', `Response ${shown}`, undefined, rendering), [...headers, ...bodyLines(response.body)]);
}

function renderError(event: ErrorEvent, rendering: Rendering): string {
  const { paint, file } = rendering;
  const place = event.at ?? (file === undefined ? undefined : { file, line: 0, character: 0 });
  const [first = '', ...rest] = event.message.split('\n');
  const what = `${paint.red('error')} ${event.name}: ${first}${phases[event.phase] ?? ''}`;
  const [, ...callers] = event.frames;
  const cause = event.cause === undefined ? [] : [`caused by ${logText(event.cause)}`];
  const details = [
    ...rest,
    ...cause,
    ...callers
      .slice(0, 5)
      .map((frame) => paint.dim(`at ${frame.function ?? 'the stage'} (${locate(frame, rendering)})`)),
  ];
  return [place ? `${locate(place, rendering)} - ${what}` : what, ...details.map((line) => `    ${line}`)].join('\n');
}

function renderEnd({ ok, cancelled, durationMs, rssMb }: RunEndEvent, { paint }: Rendering): string {
  const cost = `${Math.round(durationMs)} ms${rssMb > 0 ? `, ${rssMb} MB` : ''}`;
  if (cancelled) {
    return paint.yellow(`■ Cancelled after ${cost}`);
  }
  return ok ? paint.green(`✓ Done in ${cost}`) : paint.red(`✗ Failed after ${cost}`);
}

/** A line of the run: label, text, and the place it came from. */
function entry(name: string, text: string, at: SourcePlace | undefined, rendering: Rendering): string {
  const { paint } = rendering;
  const [first = '', ...rest] = text.split('\n');
  const place = at ? `  ${paint.dim(locate(at, rendering))}` : '';
  return [`${paint.blue(label(name))}${first}${place}`, ...rest].join('\n');
}

function block(first: string, lines: readonly string[]): string {
  return [first, ...lines.map((line) => `${indent}${line}`)].join('\n');
}

function label(name: string): string {
  return `  ${name.padEnd(labelWidth)}`;
}

function bodyLines(body: unknown): string[] {
  const text = typeof body === 'string' ? (jsonText(body) ?? body) : multiline(body, '');
  return text === '' ? [] : text.split('\n');
}

/** The lines of a text, without the indentation that they share from the second on. */
function unindented(text: string): string[] {
  const [first = '', ...rest] = text.trim().split('\n');
  const widths = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = widths.length > 0 ? Math.min(...widths) : 0;
  return [first, ...rest.map((line) => line.slice(shared).trimEnd())];
}
