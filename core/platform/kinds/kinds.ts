import { aiKinds } from './ai';
import { computeKinds } from './compute';
import type { BindingKind } from './kind';
import { networkKinds } from './network';
import { platformKinds } from './platform';
import { storageKinds } from './storage';

export type { BindingField, BindingKind, FieldType, SimulationSupport } from './kind';

/** Every kind of binding, the common ones first. */
export const bindingKinds: readonly BindingKind[] = [
  ...storageKinds,
  ...computeKinds,
  ...aiKinds,
  ...networkKinds,
  ...platformKinds,
];

const byKey = new Map(bindingKinds.map((kind) => [kind.key, kind]));

const byWord = new Map<string, BindingKind>();
for (const kind of bindingKinds) {
  for (const word of [kind.key, kind.path[0] ?? '', kind.label, ...kind.words]) {
    const normalized = normalizedWord(word);
    for (const form of [normalized, singular(normalized)]) {
      if (!byWord.has(form)) {
        byWord.set(form, kind);
      }
    }
  }
}

/** The kind with this key path (`queues.producers`), if there is one. */
export function kindByKey(key: string): BindingKind | undefined {
  return byKey.get(key);
}

/** The kind that a word means: its key, a singular of it, its label, or an everyday word such as `kv`. */
export function kindByWord(word: string): BindingKind | undefined {
  return byKey.get(word) ?? byWord.get(normalizedWord(word)) ?? byWord.get(singular(normalizedWord(word)));
}

/** The required fields that `fields` lacks; of several alternatives, the one that lacks least. */
export function missingFields(kind: BindingKind, fields: Readonly<Record<string, unknown>>): readonly string[] {
  const lacking = kind.required.map((names) => names.filter((name) => fields[name] === undefined));
  return lacking.sort((a, b) => a.length - b.length)[0] ?? [];
}

function normalizedWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]+/g, '-');
}

function singular(word: string): string {
  return word.replace(/ies(?=-|$)/g, 'y').replace(/([^s])s(?=-|$)/g, '$1');
}
