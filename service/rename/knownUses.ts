import { bindingNames } from '../../core/code/accesses';
import { type Access, scanCode } from '../../core/code/scan';
import { mentionsInFile } from '../../core/mentions/inFile';
import { bindingNamesInSimulation } from '../../core/mentions/inSimulation';
import type { Mention } from '../../core/mentions/mention';
import { pathText } from '../../core/rules/variables';
import type { TextEdit, TextRange } from '../../core/text';
import { moduleLanguage } from '../code/codeFiles';
import type { ServiceContext } from '../context';
import { isWithin, nameOf, relativeTo } from '../workspace/paths';
import { renamedMention, renamedUse } from './renamedName';
import { renamedSecret } from './renamedSecret';
import { isVariable, type RenamedThing } from './renamedThing';

/** The places of one file that hold a name. */
export interface NamePlaces {
  /** What is certain to be the binding, as edits. */
  readonly edits: readonly TextEdit[];
  /** What may be the binding. */
  readonly mentions: readonly Mention[];
}

/** Divides the places of a file that hold a name into what is known to be a use and what may be one. */
export function placesIn(
  context: ServiceContext,
  thing: RenamedThing,
  path: string,
  text: string,
  newName: string,
): NamePlaces {
  const { name } = thing;
  const { edits: known, others } = knownPlaces(context, thing, path, text, newName);
  const ranges = [...known.map(({ range }) => range), ...others];
  const isKnown = ({ range }: Mention) => ranges.some((each) => each.start <= range.start && range.end <= each.end);
  const all = mentionsInFile(path, text, name, kindOf(thing)).filter((each) => !isKnown(each));
  const isMember = memberTest(thing, path, text);
  const edits = [...known, ...all.filter(isMember).map((mention) => renamedMention(text, mention, newName))];
  // What else Wrangler writes into types are classes, and the declarations of the runtime.
  return { edits, mentions: isOfWrangler(path, text) ? [] : all.filter((mention) => !isMember(mention)) };
}

const kindOf = (thing: RenamedThing) => (isVariable(thing) ? 'variable' : 'binding');

interface KnownPlaces {
  readonly edits: readonly TextEdit[];
  /** Where the name is known to be something else: a key of `params.secrets`, a member of a binding. */
  readonly others: readonly TextRange[];
}

function knownPlaces(
  context: ServiceContext,
  thing: RenamedThing,
  path: string,
  text: string,
  newName: string,
): KnownPlaces {
  const { name, destinations } = thing;
  const file = context.code.at(path);
  if (file && destinations.some(({ root }) => root === file.destination.root)) {
    return inCode(thing, text, file.scan.accesses, file.stage?.kind.variables, newName);
  }
  const destination = destinations.find((each) => isWithin(each.root, path));
  if (destination) {
    if (context.workspace.secretsFilesOf(destination.root, destination.manifest).includes(path)) {
      return { edits: kindOf(thing) === 'variable' ? renamedSecret(text, name, newName) : [], others: [] };
    }
    const content = JSON.stringify(newName).slice(1, -1);
    const ranges = bindingNamesInSimulation(relativeTo(destination.root, path), text, name);
    return { edits: ranges.map((range) => ({ range, newText: content })), others: [] };
  }
  // Outside of the folders of all Destinations: the entry of this one and what is beside it, and its tests.
  const language = file ? undefined : moduleLanguage(path);
  return language
    ? inCode(thing, text, scanCode(text, language).accesses, undefined, newName)
    : { edits: [], others: [] };
}

/** `variables`: where a stage reads variables, below `params`; in a Worker they are on `env` as bindings are. */
function inCode(
  thing: RenamedThing,
  text: string,
  accesses: readonly Access[],
  variables: readonly string[] | undefined,
  newName: string,
): KnownPlaces {
  const { name } = thing;
  const named = accesses.filter(({ path }) => path.at(-1) === name);
  const isVariableUse = ({ path }: Access) =>
    variables !== undefined && pathText(path) === pathText([...variables, name]);
  const bindingUses = new Set(bindingNames(named).map(({ access }) => access));
  const isUse = variables && kindOf(thing) === 'variable' ? isVariableUse : (access: Access) => bindingUses.has(access);
  const uses = named.filter(isUse);
  const others = named.filter((access) => !uses.includes(access) && !access.isGuess && access.path.length > 1);
  return {
    edits: uses.map((access) => renamedUse(text, access, newName)),
    others: others.map(({ range }) => range),
  };
}

/** What tells members of a type for `env` that has the binding: by the type that its kind has, or made by Wrangler. */
function memberTest(thing: RenamedThing, path: string, text: string): (mention: Mention) => boolean {
  const isOfVariable = kindOf(thing) === 'variable';
  if (isOfWrangler(path, text)) {
    const end = text.indexOf('// Begin runtime types');
    // Names of variables are texts, too: `ProcessEnv extends StringifyValues<Pick<Cloudflare.Env, "REGION">>`.
    return ({ form, range }) =>
      (form === 'key' || (isOfVariable && form === 'string')) && (end < 0 || range.start < end);
  }
  const types = new Set(isOfVariable ? variableTypes : thing.declarations.map(({ kind }) => kind.typeName));
  return ({ envMemberType }) => envMemberType !== undefined && types.has(envMemberType);
}

const variableTypes = ['string', 'number', 'boolean'];

/** Whether `wrangler types` has made a file, and will make it again. */
function isOfWrangler(path: string, text: string): boolean {
  return nameOf(path).endsWith('.d.ts') && /^\/\/ Generated by Wrangler\b/m.test(text.slice(0, 2_000));
}
