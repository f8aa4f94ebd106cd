import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlainAccess, plainAccessAt } from '../../core/code/plainAccess';
import { typeOfBinding } from '../../core/model/declarations';
import type { Completion, CompletionKind, CompletionList } from '../answers';
import type { CodeFile } from '../code';

/** A member of a binding, as TypeScript completes it. */
export interface BindingMember {
  readonly name: string;
  readonly kind: CompletionKind;
  readonly sortText: string;
  readonly deprecated?: true;
  /** It is a method that gives a promise: a place that wants the value gets `await`. */
  readonly awaits?: true;
}

/** By the type of a binding, as the declarations of `params.infra` have it. See typescript/declarations/members.mjs. */
type MemberIndex = Readonly<Record<string, readonly BindingMember[]>>;

/**
 * The members of a binding, where the name of one is to be typed and TypeScript would without doubt give the same;
 * `undefined` anywhere else. Answers from an index that was made from the declarations in a folder.
 */
export function memberCompletion(
  declarations: string,
  file: CodeFile,
  offset: number,
  trigger?: string,
): CompletionList | undefined {
  const { manifest } = file.destination;
  if (!file.stage?.kind.infra || !manifest || (trigger !== undefined && trigger !== '.')) {
    return undefined;
  }
  const declared = manifest.bindingsByName;
  const access = plainAccessAt(file.text, file.tokens, offset);
  const [infra, name, ...others] = access?.receiver ?? [];
  const bindings = infra === 'infra' && name !== undefined && others.length === 0 ? declared.get(name) : undefined;
  const members = bindings && memberIndex(declarations)[typeOfBinding(bindings)];
  if (!access || !members || (access.wantsValue === undefined && members.some(({ awaits }) => awaits))) {
    return undefined;
  }
  return {
    isIncomplete: false,
    range: access.name,
    items: members.map((member) => memberItem(member, access)),
    details: { from: 'typescript', offset },
  };
}

function memberItem({ name, kind, sortText, deprecated, awaits }: BindingMember, access: PlainAccess): Completion {
  const place = { start: access.start, end: access.start };
  return {
    label: name,
    kind,
    sortText,
    ...(deprecated ? { deprecated } : {}),
    ...(awaits && access.wantsValue ? { additionalEdits: [{ range: place, newText: 'await ' }] } : {}),
  };
}

const indexes = new Map<string, MemberIndex>();

/** Empty where there is no index: TypeScript answers then. */
function memberIndex(declarations: string): MemberIndex {
  let index = indexes.get(declarations);
  if (!index) {
    try {
      index = JSON.parse(readFileSync(join(declarations, 'members.json'), 'utf8')) as MemberIndex;
    } catch {
      index = {};
    }
    indexes.set(declarations, index);
  }
  return index;
}
