import type { TextRange } from '../text';

/** How the name of a binding or a variable stands where it may be that, though no scan knows it as a use. */
export type MentionForm = 'property' | 'key' | 'string' | 'global' | 'command' | 'declaration' | 'text';

/** A place where the name of a binding or a variable stands and may be that. */
export interface Mention {
  /** The name, without quotes. */
  readonly range: TextRange;
  readonly form: MentionForm;
  /** `{ CACHE }`: the key is the variable's name too. */
  readonly isShorthand?: boolean;
  /** A member of a type for `env`: `CACHE: KVNamespace` in `interface Env`. Holds the member's type, `KVNamespace`. */
  readonly envMemberType?: string;
}

/** What a person is told of a place, as the rest of a sentence that begins with the name. */
export const mentionReasons: Readonly<Record<MentionForm, string>> = {
  property: 'is read here from something that may be env',
  key: 'is a key here, of something that may be env',
  string: 'is a text here that may name it',
  global: 'is declared nowhere in this file and may be a global of the Worker',
  command: 'is named here in a command for Wrangler',
  declaration: 'is declared here too, in another manifest',
  text: 'stands here and may mean the same',
};

/** The offsets at which a name stands as a whole word, in UTF-16 units, in the order of the text. */
export function occurrencesOf(text: string, name: string, wordCharacter = inCode): readonly number[] {
  const found: number[] = [];
  const beginsAsWord = wordCharacter.test(name.charAt(0));
  const endsAsWord = wordCharacter.test(name.charAt(name.length - 1));
  for (let at = text.indexOf(name); at >= 0 && name !== ''; at = text.indexOf(name, at + name.length)) {
    const isInWord =
      (beginsAsWord && wordCharacter.test(text.charAt(at - 1))) ||
      (endsAsWord && wordCharacter.test(text.charAt(at + name.length)));
    if (!isInWord) {
      found.push(at);
    }
  }
  return found;
}

const inCode = /[\p{ID_Continue}$]/u;
/** Where `$NAME` reads a variable. */
export const inShell = /\p{ID_Continue}/u;
