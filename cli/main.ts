import { isRefused, type Refused } from '../core/refused';
import { add, usage as addUsage } from './commands/add';
import { check, usage as checkUsage } from './commands/check';
import { list, usage as listUsage } from './commands/list';
import { remove, usage as removeUsage } from './commands/remove';
import { rename, usage as renameUsage } from './commands/rename';
import { simulate, usage as simulateUsage } from './commands/simulate';
import { print, printError } from './output';
import { exceptionText, refusalText } from './refusal';
import { lines } from './render/terminalText';

interface Command {
  /** Answers the exit code, or why it could not be done, which ends with 2. */
  readonly run: (args: readonly string[]) => Promise<number | Refused>;
  readonly usage: string;
  readonly summary: string;
}

const commands: Readonly<Record<string, Command>> = {
  list: { run: list, usage: listUsage, summary: 'List the bindings that the manifest declares.' },
  check: { run: check, usage: checkUsage, summary: 'Check the manifest and every stage file.' },
  add: { run: add, usage: addUsage, summary: 'Declare a binding in the manifest.' },
  remove: { run: remove, usage: removeUsage, summary: 'Remove a binding from the manifest.' },
  rename: { run: rename, usage: renameUsage, summary: 'Rename a binding in the manifest and in all code.' },
  simulate: { run: simulate, usage: simulateUsage, summary: 'Run a stage file in a sandbox and show what it does.' },
  lsp: { run: lsp, usage: 'lsp --stdio', summary: 'Serve an editor that speaks LSP.' },
};

/** The server is most of this program, and no other command needs it. */
async function lsp(args: readonly string[]): Promise<number | Refused> {
  const { serve } = await import('./commands/lsp');
  return serve(args);
}

const help = () =>
  [
    'Bindings of EdgeTag Destinations and Cloudflare Workers.',
    '',
    ...Object.values(commands).flatMap(({ usage, summary }) => [`infra-bindings ${usage}`, `    ${summary}`]),
    '',
    '--root DIR   the folder to work on; otherwise the nearest one from here upwards that has a manifest',
    '--env NAME   an environment of the manifest',
    '',
    'Exit code: 0 fine, 1 problems were found or the run failed, 2 it could not be done.',
  ].join('\n');

async function main([name, ...args]: readonly string[]): Promise<number | Refused> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    print(lines(help()));
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    return { refused: `There is no command '${name}'. The commands are ${Object.keys(commands).join(', ')}.` };
  }
  if (args.includes('--help') || args.includes('-h')) {
    print(lines(`${command.summary}\n\ninfra-bindings ${command.usage}`));
    return 0;
  }
  return command.run(args);
}

// Whoever reads the output may stop reading: `infra-bindings list | head`.
process.stdout.on('error', () => process.exit(0));

main(process.argv.slice(2)).then(
  (result) => {
    if (isRefused(result)) {
      printError(refusalText(result));
    }
    process.exitCode = isRefused(result) ? 2 : result;
  },
  (error: unknown) => {
    printError(exceptionText(error));
    process.exitCode = 2;
  },
);
