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
import { locate, type RenderOptions } from './rendering';
import { renderScenarioEvent } from './scenario';
import { line, lines, paint, StyledText, type TerminalText } from './terminalText';

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
export function renderEvent(event: SimulationEvent, options: RenderOptions): TerminalText {
  return styledEvent(event, options).render(options.color);
}

function styledEvent(event: SimulationEvent, rendering: RenderOptions): StyledText {
  switch (event.type) {
    case 'run.start':
      return renderStart(event);
    case 'log':
      return renderLog(event, rendering);
    case 'request':
      return renderRequest(event, rendering);
    case 'binding':
      return renderBinding(event, rendering);
    case 'identity':
      return entry('ID', line`${event.op}(${event.args.map(inline).join(', ')})`, event.at, rendering);
    case 'state':
      return renderState(event, rendering);
    case 'return':
      return renderReturn(event, rendering);
    case 'error':
      return renderError(event, rendering);
    case 'truncated':
      return paint.yellow(`${label('…')}Stopped after ${event.limit}: this run reports too much.`);
    case 'run.end':
      return renderEnd(event);
    case 'comparison':
      return renderComparison(event, rendering);
    default:
      return renderScenarioEvent(event, rendering);
  }
}

function renderComparison({ same, differences }: ComparisonEvent, rendering: RenderOptions): StyledText {
  if (same) {
    return paint.green('= Both engines did the same');
  }
  const head = paint.yellow(
    `≠ The engines differ in ${differences.length} ${differences.length === 1 ? 'place' : 'places'}`,
  );
  const entries = differences.map(({ what, memory, workerd, at }) =>
    block(entry('DIFF', line`${what}`, at, rendering), [
      line`${paint.dim('memory: ')} ${memory === null ? 'nothing' : inline(memory)}`,
      line`${paint.dim('workerd:')} ${workerd === null ? 'nothing' : inline(workerd)}`,
    ]),
  );
  return StyledText.join([head, ...entries], '\n');
}

function renderStart(event: RunStartEvent): StyledText {
  const { stage, engine, request, runtime, inspector, missingLayers = [] } = event;
  const subject = request ? `${request.method} ${request.url}` : withoutEvent.has(stage) ? '' : event.event;
  const head = [
    paint.bold(`▶ ${stage}`),
    ...(subject === '' ? [] : [line`${subject}`]),
    paint.dim(`${engine} engine${runtime ? ` (${runtime})` : ''}`),
  ];
  const missing = `  The sandbox of this Node lacks: ${missingLayers.join(', ')}.`;
  const below = [
    ...(missingLayers.length === 0 ? [] : [paint.yellow(missing)]),
    ...(inspector === undefined ? [] : [paint.dim(`  Waiting for a debugger at ${inspector}`)]),
  ];
  return StyledText.join([StyledText.join(head, '  '), ...below], '\n');
}

function renderLog(event: LogEvent, rendering: RenderOptions): StyledText {
  const text = lines(event.args.map(logText).join(' '));
  const shown = event.level === 'error' ? paint.red(text) : event.level === 'warn' ? paint.yellow(text) : text;
  return entry(event.level.toUpperCase(), shown, event.at, rendering);
}

function renderRequest(event: RequestEvent, rendering: RenderOptions): StyledText {
  const body = event.body === null ? [] : bodyLines(event.body);
  const note = paint.dim('captured, not sent; answered with {}');
  return block(entry(event.method, line`${event.url}`, event.at, rendering), [
    ...headerLines(event.headers),
    ...body,
    note,
  ]);
}

function renderBinding(event: BindingEvent, rendering: RenderOptions): StyledText {
  const isSql = event.sql !== undefined;
  const args = isSql && event.args.length === 0 ? '' : `(${event.args.map(inline).join(', ')})`;
  const call = line`${event.name}.${event.op}${args}`;
  const answered = event.result === undefined ? call : line`${call} ${paint.dim('→')} ${inline(event.result)}`;
  return block(entry(labels[event.kind] ?? 'CALL', answered, event.at, rendering), [
    ...(isSql ? sqlLines(event) : []),
    ...(event.executed === undefined ? bindingNote(event) : []),
    ...(event.error === undefined ? [] : lines(event.error).split().map(paint.red)),
  ]);
}

function sqlLines(event: BindingEvent): StyledText[] {
  const statements = event.statements ?? [{ sql: event.sql ?? '', parameters: event.parameters ?? [] }];
  const shown: StyledText[] = [];
  let before: string | undefined;
  for (const { sql, parameters } of statements) {
    // A batch often repeats one statement with other parameters.
    if (sql !== before) {
      shown.push(...lines(unindented(sql)).split().map(paint.cyan));
    }
    before = sql;
    if (parameters.length > 0) {
      shown.push(line`${paint.dim('with')} ${parameters.map(inline).join(', ')}`);
    }
  }
  const rows = event.rows === undefined ? '' : `: ${event.rows} ${event.rows === 1 ? 'row' : 'rows'}`;
  return [...shown, paint.dim(event.executed ? `executed${rows}` : 'captured, not executed')];
}

function bindingNote(event: BindingEvent): StyledText[] {
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

function renderState({ name, entries }: StateEvent, rendering: RenderOptions): StyledText {
  const shown = entries.slice(0, entryLimit).map(({ key, value }) => line`${paint.dim(`${key}:`)} ${inline(value)}`);
  const more = entries.length > entryLimit ? [paint.dim(`… ${entries.length - entryLimit} more`)] : [];
  return block(entry('LEFT', line`in ${name}`, undefined, rendering), [...shown, ...more]);
}

function renderReturn({ value, response }: ReturnEvent, rendering: RenderOptions): StyledText {
  if (!response) {
    const isNothing = (value as { $?: unknown } | null)?.$ === 'undefined';
    const text = isNothing ? paint.dim('nothing') : lines(multiline(value, indent));
    return entry('RETURN', text, undefined, rendering);
  }
  const { status, headers, body } = response;
  const shown = status < 400 ? paint.green(status) : paint.red(status);
  const first = entry('RETURN', line`Response ${shown}`, undefined, rendering);
  return block(first, [...headerLines(headers), ...bodyLines(body)]);
}

function renderError(event: ErrorEvent, rendering: RenderOptions): StyledText {
  const { file } = rendering;
  const place = event.at ?? (file === undefined ? undefined : { file, line: 0, character: 0 });
  const [first = line``, ...rest] = lines(event.message).split();
  const what = line`${paint.red('error')} ${event.name}: ${first}${phases[event.phase] ?? ''}`;
  const [, ...callers] = event.frames;
  const cause = event.cause === undefined ? [] : lines(`caused by ${logText(event.cause)}`).split();
  const details = [
    ...rest,
    ...cause,
    ...callers
      .slice(0, 5)
      .map((frame) => paint.dim(`at ${frame.function ?? 'the stage'} (${locate(frame, rendering)})`)),
  ];
  const head = place ? line`${locate(place, rendering)} - ${what}` : what;
  return StyledText.join([head, ...details.map((each) => line`    ${each}`)], '\n');
}

function renderEnd({ ok, cancelled, durationMs, rssMb }: RunEndEvent): StyledText {
  const cost = `${Math.round(durationMs)} ms${rssMb > 0 ? `, ${rssMb} MB` : ''}`;
  if (cancelled) {
    return paint.yellow(`■ Cancelled after ${cost}`);
  }
  return ok ? paint.green(`✓ Done in ${cost}`) : paint.red(`✗ Failed after ${cost}`);
}

/** A line of the run: label, text, and the place it came from. */
function entry(name: string, text: StyledText, at: SourcePlace | undefined, rendering: RenderOptions): StyledText {
  const [first = line``, ...rest] = text.split();
  const place = at ? line`  ${paint.dim(locate(at, rendering))}` : line``;
  return StyledText.join([line`${paint.blue(label(name))}${first}${place}`, ...rest], '\n');
}

function block(first: StyledText, below: readonly StyledText[]): StyledText {
  return StyledText.join([first, ...below.map((each) => line`${indent}${each}`)], '\n');
}

function label(name: string): string {
  return `  ${name.padEnd(labelWidth)}`;
}

function headerLines(headers: Readonly<Record<string, string>>): StyledText[] {
  return Object.entries(headers).map(([name, value]) => line`${paint.dim(`${name}:`)} ${value}`);
}

function bodyLines(body: unknown): StyledText[] {
  const text = typeof body === 'string' ? (jsonText(body) ?? body) : multiline(body, '');
  return text === '' ? [] : lines(text).split();
}

/** A text without the indentation that its lines share from the second on. */
function unindented(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  const widths = rest.filter((each) => each.trim() !== '').map((each) => each.search(/\S/));
  const shared = widths.length > 0 ? Math.min(...widths) : 0;
  return [first, ...rest.map((each) => each.slice(shared).trimEnd())].join('\n');
}
