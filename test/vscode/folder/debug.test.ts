import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  commands,
  type DebugSession,
  DebugStackFrame,
  debug,
  extensions,
  Location,
  Position,
  SourceBreakpoint,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { activeExtension, element, eventually, open, outline, revertAll, setText } from '../support/extension';

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The ids of sessions that go on: `activeDebugSession` may name one that has ended. */
const sessions = new Set<string>();

describe('debugging a stage', function () {
  // VS Code's JavaScript debugger takes its time when it is asked for the first time.
  this.timeout(120_000);
  before(() => {
    debug.onDidStartDebugSession(({ id }) => sessions.add(id));
    debug.onDidTerminateDebugSession(({ id }) => sessions.delete(id));
  });

  afterEach(async () => {
    debug.removeBreakpoints(debug.breakpoints);
    await debug.stopDebugging();
    await ended();
    await revertAll();
  });

  it('stops at a breakpoint, shows variables, and steps over what is not the user’s', async () => {
    const stage = await stageWithBreakpoint('params.infra.EVENTS');
    await start({ stage: 'edge/tag', event: 'PageView' });
    const line = lineOf(stage, 'params.infra.EVENTS');
    const breakpoint = await stopsAt('tag.js', line);
    const variables = await localVariables(breakpoint);
    assert.equal(variables.find(({ name }) => name === 'eventName')?.value, "'PageView'");
    assert.equal(variables.find(({ name }) => name === 'currency')?.value, "'EUR'");

    await request('stepIn', breakpoint);
    const next = await stopsAt('tag.js', lineOf(stage, "if (eventName === 'PageView')"));
    await request('continue', next);
    await ended();
    assert.equal(await firstResult('edge/tag'), 'edge/tag  PageView');
  });

  it('stops on workerd, too, shows variables, and steps', async function () {
    const removeMiniflare = await linkMiniflare();
    if (!removeMiniflare) {
      this.skip();
    }
    try {
      const stage = await stageWithBreakpoint('params.infra.EVENTS');
      await start({ stage: 'edge/tag', event: 'PageView', engine: 'workerd' });
      const breakpoint = await stopsAt('tag.js', lineOf(stage, 'params.infra.EVENTS'));
      const variables = await localVariables(breakpoint);
      assert.equal(variables.find(({ name }) => name === 'eventName')?.value, "'PageView'");
      await request('next', breakpoint);
      const next = await stopsAt('tag.js', lineOf(stage, "if (eventName === 'PageView')"));
      await request('continue', next);
      await ended();
      assert.equal(await firstResult('edge/tag'), 'edge/tag  PageView · workerd');
    } finally {
      await removeMiniflare();
    }
  });

  it('from the Stages view, and stopping it ends the run', async () => {
    const { stages } = await activeExtension();
    const stage = await stageWithBreakpoint('const currency');
    await commands.executeCommand('infraBindings.debugStage', await eventually(() => element(stages, 'Edge', 'tag')));
    await stopsAt('tag.js', lineOf(stage, 'const currency'));
    await debug.stopDebugging();
    await eventually(async () =>
      assert.match((await outline((await activeExtension()).results)).join('\n'), /cancelled/),
    );
  });

  it('with F5 in a stage file, without a launch.json', async () => {
    const stage = await stageWithBreakpoint('const currency');
    await commands.executeCommand('workbench.action.debug.start');
    await stopsAt('tag.js', lineOf(stage, 'const currency'));
  });

  it('does not begin where the file has a syntax error', async () => {
    const document = await open('playground/edge/init.js');
    const text = document.getText();
    await setText(document, 'const = 1;\n');
    await document.save();
    try {
      await debug.startDebugging(workspace.workspaceFolders?.[0], configuration({ stage: 'edge/init' }));
      await eventually(async () => assert.match(await firstResult('edge/init'), /failed/));
      assert.deepEqual([...sessions], []);
    } finally {
      await setText(document, text);
      await document.save();
    }
  });
});

function configuration(fields: object) {
  return { type: 'infra-simulation', request: 'launch', name: 'Debug', ...fields };
}

async function start(fields: object): Promise<void> {
  assert(await debug.startDebugging(workspace.workspaceFolders?.[0], configuration(fields)));
}

/** Gives the folder the Miniflare of this project, as an install would; answers what takes it away. */
async function linkMiniflare(): Promise<(() => Promise<void>) | undefined> {
  const [folder] = workspace.workspaceFolders ?? [];
  const project = extensions.getExtension('infra-bindings.infra-bindings')?.extensionPath ?? '';
  const miniflare = join(project, 'node_modules/miniflare');
  if (!folder || !existsSync(miniflare)) {
    return undefined;
  }
  const modules = join(folder.uri.fsPath, 'node_modules');
  await mkdir(modules);
  await symlink(miniflare, join(modules, 'miniflare'), 'junction');
  return () => rm(modules, { recursive: true });
}

async function stageWithBreakpoint(code: string): Promise<TextDocument> {
  await activeExtension();
  const document = await open('playground/edge/tag.js');
  await eventually(() => assert.equal(window.activeTextEditor?.document, document));
  const place = new Location(document.uri, new Position(lineOf(document, code) - 1, 0));
  debug.addBreakpoints([new SourceBreakpoint(place)]);
  return document;
}

/** One-based, as the debug adapter protocol has it. */
function lineOf(document: TextDocument, code: string): number {
  return document.positionAt(document.getText().indexOf(code)).line + 1;
}

/** Where a thread has stopped. VS Code's own idea of it comes and goes while it steps. */
interface Stop {
  readonly frame: Frame;
  readonly threadId: number;
  readonly session: DebugSession;
}

async function stopsAt(file: string, line: number): Promise<Stop> {
  return eventually(async () => {
    const stop = await topFrame();
    assert.deepEqual([basename(stop.frame.source?.path ?? ''), stop.frame.line], [file, line]);
    return stop;
  }, 90_000);
}

async function topFrame(): Promise<Stop> {
  const item = debug.activeStackItem;
  assert(item instanceof DebugStackFrame, 'stopped');
  const { session, threadId } = item;
  const { stackFrames } = await session.customRequest('stackTrace', { threadId });
  const [frame] = stackFrames as Frame[];
  assert(frame);
  return { frame, threadId, session };
}

async function localVariables({ frame, session }: Stop): Promise<Variable[]> {
  const { scopes } = await session.customRequest('scopes', { frameId: frame.id });
  const { variablesReference } = scopes[0];
  const { variables } = await session.customRequest('variables', { variablesReference });
  return variables;
}

async function request(command: string, { threadId, session }: Stop): Promise<void> {
  await session.customRequest(command, { threadId });
}

async function ended(): Promise<void> {
  await eventually(() => assert.deepEqual([...sessions], []));
}

/** The line of a stage in the *Results* view, without its duration. */
async function firstResult(stage: string): Promise<string> {
  const { results } = await activeExtension();
  const line = (await outline(results)).find((each) => each.startsWith(stage)) ?? '';
  return line.replace(/ · \d+ ms/, '');
}
