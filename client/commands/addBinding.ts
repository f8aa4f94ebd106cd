import { env, type QuickPickItem, ThemeIcon, Uri } from 'vscode';
import { labelText } from '../../core/messageText';
import {
  type AddBindingParams,
  addBindingRequest,
  type BindingFieldInfo,
  type BindingKindInfo,
  bindingKindsRequest,
  type CheckNameParams,
  checkBindingNameRequest,
  type DestinationInfo,
  type EditResult,
} from '../../server/protocol';
import type { Destinations } from '../destinations';
import type { Server } from '../server';
import { capitalized, environmentLabel, fileName } from '../text';
import type { BindingsNode } from '../views/bindingsView';
import { input, pick, type Question, type QuestionPlace, type QuestionResult, runWizard } from '../wizard';
import { applyManifestEdit } from './applyManifestEdit';
import { offerManifest, offerRestart } from './offers';

/** What the wizard has been told so far. */
interface Answers {
  destination: DestinationInfo | undefined;
  kind: BindingKindInfo | undefined;
  /** `null` is the top level. */
  environment: string | null;
  name: string;
  fields: Readonly<Record<string, string>>;
}

/**
 * *Infra: Add Binding*: asks what is not known yet (destination, kind, environment, name, the kind's fields) and applies
 * the server's edit. From the sidebar, the node tells the destination, the environment and the kind.
 */
export async function addBinding(server: Server, destinations: Destinations, node?: BindingsNode): Promise<void> {
  const all = await destinations.all();
  const kinds = await server.ask<readonly BindingKindInfo[]>(bindingKindsRequest);
  if (!kinds) {
    return offerRestart();
  }
  if (all.length === 0) {
    return offerManifest();
  }

  // The node may be older than what the server says now.
  const from = node ? all.filter(({ manifest }) => manifest === node.destination.manifest) : all;
  const ofKind = node && 'kind' in node ? kinds.filter(({ kind }) => kind === node.kind) : kinds;
  const answers: Answers = {
    destination: from[0],
    kind: ofKind.length === 1 ? ofKind[0] : undefined,
    environment: node && 'environment' in node ? node.environment.name : null,
    name: '',
    fields: {},
  };
  const environmentIsGiven = node !== undefined && 'environment' in node;

  const confirmed = await runWizard('Add Binding', () => {
    const environments = answers.destination?.environments ?? [];
    return [
      ...(from.length > 1 ? [askDestination(answers, from)] : []),
      ...(ofKind.length > 1 ? [askKind(answers, ofKind)] : []),
      ...(environments.length > 1 && !environmentIsGiven ? [askEnvironment(answers)] : []),
      askName(answers, server),
      ...(answers.kind?.fields ?? []).map((field) => askField(answers, field)),
    ];
  });
  const { destination, kind, environment, name } = answers;
  if (!confirmed || !destination || !kind) {
    return;
  }
  // Fields of a kind that was chosen before going back, and optional ones left empty, are not sent.
  const fields = Object.fromEntries(
    kind.fields.flatMap((field) =>
      answers.fields[field.name] ? [[field.name, answers.fields[field.name] ?? '']] : [],
    ),
  );
  const params: AddBindingParams = { manifest: destination.manifest, kind: kind.kind, name, environment, fields };
  await applyManifestEdit(server, destination.manifest, await server.ask<EditResult>(addBindingRequest, params), name);
}

function askDestination(answers: Answers, all: readonly DestinationInfo[]): Question {
  const items = all.map((value) => ({
    label: labelText(value.label),
    description: fileName(value.manifest),
    value,
  }));
  return choose('Which Destination?', items, answers.destination, (value) => {
    answers.destination = value;
    answers.environment = null;
  });
}

function askKind(answers: Answers, kinds: readonly BindingKindInfo[]): Question {
  const documentation = { iconPath: new ThemeIcon('book'), tooltip: 'Documentation' };
  const items = kinds.map((value) => ({
    label: `$(${value.icon}) ${capitalized(value.label)}`,
    detail: value.detail,
    buttons: [documentation],
    value,
  }));
  return choose(
    'What kind of binding?',
    items,
    answers.kind,
    (value) => {
      answers.kind = value;
    },
    (value) => void env.openExternal(Uri.parse(value.documentation)),
  );
}

function askEnvironment(answers: Answers): Question {
  const items = (answers.destination?.environments ?? []).map(({ name }) => ({
    label: labelText(environmentLabel(name)),
    description: name === null ? 'the default environment' : labelText(`[env.${name}]`),
    value: name,
  }));
  return choose('In which environment?', items, answers.environment, (value) => {
    answers.environment = value;
  });
}

function askName(answers: Answers, server: Server): Question {
  return write(
    {
      prompt: `Name of the ${answers.kind?.label ?? 'binding'}: what code reads as params.infra.<name>`,
      placeholder: 'CACHE',
      value: () => answers.name,
      validate: async (name) => {
        const manifest = answers.destination?.manifest ?? '';
        const params: CheckNameParams = { manifest, name, environment: answers.environment };
        return (await server.ask<string | null>(checkBindingNameRequest, params)) ?? undefined;
      },
    },
    (name) => {
      answers.name = name;
    },
  );
}

function askField(answers: Answers, field: BindingFieldInfo): Question {
  const hint = field.placeholder ?? '';
  // `{name}` stands for the binding's name, as resources are usually written: a value to start from.
  const suggestion = hint.includes('{name}')
    ? hint.replaceAll('{name}', answers.name.toLowerCase().replaceAll('_', '-'))
    : '';
  const example = hint && !suggestion ? `for example ${hint}` : '';
  return write(
    {
      prompt: field.prompt,
      placeholder: [field.required ? field.name : `${field.name}, optional`, example].filter(Boolean).join(', '),
      value: () => answers.fields[field.name] ?? suggestion,
      validate: async (text) => (field.required && text === '' ? `A ${field.name} is needed.` : undefined),
    },
    (text) => {
      answers.fields = { ...answers.fields, [field.name]: text };
    },
  );
}

/** A question that a list answers. */
function choose<Value>(
  placeholder: string,
  items: readonly (QuickPickItem & { readonly value: Value })[],
  current: Value | undefined,
  store: (value: Value) => void,
  onButton?: (value: Value) => void,
): Question {
  return async (place: QuestionPlace): Promise<QuestionResult> => {
    const active = items.find(({ value }) => value === current);
    const answer = await pick(place, { placeholder, items, active, onButton: (item) => onButton?.(item.value) });
    if (typeof answer === 'string') {
      return answer;
    }
    store(answer.value);
    return 'next';
  };
}

/** A question that a text answers, without the spaces around it. */
function write(
  options: {
    readonly prompt: string;
    readonly placeholder: string;
    readonly value: () => string;
    readonly validate: (text: string) => Promise<string | undefined>;
  },
  store: (text: string) => void,
): Question {
  return async (place: QuestionPlace): Promise<QuestionResult> => {
    const answer = await input(place, {
      ...options,
      value: options.value(),
      validate: (text) => options.validate(text.trim()),
    });
    if (typeof answer === 'string') {
      return answer;
    }
    store(answer.text.trim());
    return 'next';
  };
}
