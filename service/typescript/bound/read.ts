import { fillersWith } from 'bound-fillers';
import * as ts from 'typescript';
import * as how from './how.mjs';

/*
 * TypeScript's own way to a declaration file, parse and bind, takes most of the time to the first diagnostics: nothing of
 * the parser is compiled yet, and there are 25,000 nodes. Here they are made of what `write.mjs` wrote down.
 *
 * This and `write.mjs` know what TypeScript's objects are made of. `read.test.ts` holds every property of every object to
 * what TypeScript itself makes.
 */

/** What TypeScript's declarations do not tell of its objects. */
interface InternalNode {
  kind: number;
  pos: number;
  end: number;
  flags: number;
  transformFlags: number;
  modifierFlagsCache?: number;
  parent: InternalNode | undefined;
  nextContainer?: InternalNode | undefined;
}
interface InternalList extends Array<InternalNode> {
  pos?: number;
  end?: number;
  hasTrailingComma?: boolean;
  transformFlags?: number;
}
interface InternalSymbol {
  escapedName: string;
  declarations: InternalNode[] | undefined;
  valueDeclaration: InternalNode | undefined;
  parent: InternalSymbol | undefined;
  members: SymbolTable | undefined;
  exports: SymbolTable | undefined;
  exportSymbol: InternalSymbol | undefined;
  constEnumOnlyModule: boolean | undefined;
}
type SymbolTable = Map<string, InternalSymbol>;
interface InternalFile extends InternalNode {
  fileName: string;
  scriptSnapshot: ts.IScriptSnapshot;
  text: string;
  statements: InternalList;
  endOfFileToken: InternalNode;
  locals: unknown;
  symbol?: InternalSymbol;
  endFlowNode: unknown;
  identifiers: Map<string, string>;
  classifiableNames: Set<string>;
  externalModuleIndicator: InternalNode | undefined;
}
interface Flow {
  flags: number;
  id: number;
  node: undefined;
  antecedent: undefined;
}
type NodeClass = new (kind: number, pos: number, end: number) => InternalNode;

declare module 'typescript' {
  // It is there, and not in TypeScript's own declarations.
  const objectAllocator: {
    getNodeConstructor(): unknown;
    getTokenConstructor(): unknown;
    getIdentifierConstructor(): unknown;
    getSymbolConstructor(): unknown;
  };
}

/** What `write.mjs` makes of a file. Nodes, symbols, flows and names are numbered as they come up. */
interface Written {
  /** The nodes, from the outside in: for each its form, where it is from the one before, its length, and its properties. */
  readonly numbers: readonly number[];
  readonly ofFile: readonly [locals: number, symbol: number, endFlowNode: number];
  /** For each symbol what it has, and its tables. */
  readonly tables: readonly number[];
  readonly exceptions: readonly Exception[];
  /** For each symbol its flags and its name. */
  readonly symbols: readonly number[];
  readonly identifiers: readonly number[];
  readonly classifiableNames: readonly number[];
  readonly names: readonly string[];
  readonly forms: readonly (readonly [number, number, number, number, number, readonly number[]])[];
  readonly lists: readonly (readonly [hasTrailingComma: boolean, transformFlags: number])[];
  readonly flows: readonly number[];
  readonly externalModuleIndicator: number;
  readonly plain: object;
}

/** What of a symbol cannot be told from where it is. */
interface Exception {
  readonly symbol: number;
  readonly declarations?: readonly number[];
  readonly valueDeclaration?: number;
  readonly parent?: number;
  readonly exportSymbol?: number;
  readonly constEnumOnlyModule?: boolean;
}

/** What nodes have in common. */
interface Form {
  readonly make: NodeClass;
  readonly kind: number;
  readonly flags: number;
  readonly transformFlags: number;
  readonly modifierFlags: number;
  readonly hasModifierFlags: boolean;
  readonly fill: ((node: object, values: readonly number[]) => void) | undefined;
  readonly values: readonly number[];
}

const nodeClasses = [
  ts.objectAllocator.getNodeConstructor(),
  ts.objectAllocator.getTokenConstructor(),
  ts.objectAllocator.getIdentifierConstructor(),
] as NodeClass[];
const SymbolClass = ts.objectAllocator.getSymbolConstructor() as new (flags: number, name: string) => InternalSymbol;

const options: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors,
};

const fillers = fillersWith(readValue);

/*
 * Where the reading is. It is the module's, for there is one reader at a time, and V8 reaches what is a module's the fastest.
 */
let numbers: readonly number[] = [];
let at = 0;
let position = 0;
let newName = 0;
let newSymbol = 0;
let newFlow = 0;
let flow: Flow | undefined;
let names: readonly string[] = [];
let forms: readonly Form[] = [];
let lists: Written['lists'] = [];
let flows: readonly Flow[] = [];
let nodes: InternalNode[] = [];
let symbols: readonly InternalSymbol[] = [];

/**
 * A declaration file, parsed and bound, in its first version.
 * @param written what `write.mjs` made of its text
 */
export function boundFile(path: string, snapshot: ts.IScriptSnapshot, written: string): ts.SourceFile {
  const all: Written = JSON.parse(written);
  const empty = ts.createLanguageServiceSourceFile(path, ts.ScriptSnapshot.fromString(''), options, '0', false);
  const file = empty as unknown as InternalFile;
  begin(all, file);
  Object.assign(file, all.plain);
  file.scriptSnapshot = snapshot;
  file.text = snapshot.getText(0, snapshot.getLength());
  file.end = file.text.length;
  file.statements = readList(file);
  file.endOfFileToken = readNode(file);
  file.locals = readValue(all.ofFile[0], file);
  const symbol = readValue(all.ofFile[1], file) as InternalSymbol | undefined;
  file.endFlowNode = readValue(all.ofFile[2], file);
  readContainers(file);
  relate(all);
  if (symbol) {
    // A module is known by where it is.
    symbol.escapedName = `"${file.fileName.slice(0, -'.d.ts'.length)}"`;
    file.symbol = symbol;
    file.externalModuleIndicator = nodes[all.externalModuleIndicator];
  }
  file.identifiers = new Map(all.identifiers.map((each) => [names[each] as string, names[each] as string]));
  file.classifiableNames = new Set(all.classifiableNames.map((each) => names[each] as string));
  end();
  return empty;
}

function begin(all: Written, file: InternalNode): void {
  ({ numbers, names, lists } = all);
  at = position = newName = newSymbol = newFlow = 0;
  flow = undefined;
  nodes = [file];
  forms = all.forms.map(([kind, type, flags, transformFlags, modifierFlags, values]) => ({
    make: nodeClasses[type] as NodeClass,
    kind,
    flags,
    transformFlags,
    modifierFlags,
    hasModifierFlags: type === 0,
    fill: values.length > 0 ? fillers[kind] : undefined,
    values,
  }));
  flows = all.flows.map((flags) => ({ flags, id: 0, node: undefined, antecedent: undefined }));
  const found: InternalSymbol[] = [];
  for (let i = 0; i < all.symbols.length; i += 2) {
    found.push(new SymbolClass(all.symbols[i] as number, names[all.symbols[i + 1] as number] as string));
  }
  symbols = found;
}

/** Lets go of what only the reading needed. */
function end(): void {
  numbers = names = lists = forms = flows = nodes = symbols = [];
  flow = undefined;
}

function next(): number {
  return numbers[at++] as number;
}

function readNode(parent: InternalNode): InternalNode {
  const form = forms[next()] as Form;
  const pos = position + next();
  const end = pos + next();
  const node = new form.make(form.kind, pos, end);
  node.flags = form.flags;
  node.transformFlags = form.transformFlags;
  node.parent = parent;
  if (form.hasModifierFlags) {
    node.modifierFlagsCache = form.modifierFlags;
  }
  nodes.push(node);
  position = pos;
  form.fill?.(node, form.values);
  position = end;
  return node;
}

function readList(parent: InternalNode): InternalList {
  const [hasTrailingComma, transformFlags] = lists[next()] as Written['lists'][number];
  const pos = position + next();
  const end = pos + next();
  position = pos;
  const list = readNodes(parent);
  list.pos = pos;
  list.end = end;
  list.hasTrailingComma = hasTrailingComma;
  list.transformFlags = transformFlags;
  position = end;
  return list;
}

function readNodes(parent: InternalNode): InternalList {
  const length = next();
  // Most lists are short, and an array that grows is long at once.
  switch (length) {
    case 1:
      return [readNode(parent)];
    case 2:
      return [readNode(parent), readNode(parent)];
    case 3:
      return [readNode(parent), readNode(parent), readNode(parent)];
    default: {
      const list: InternalList = [];
      for (let i = 0; i < length; i++) {
        list.push(readNode(parent));
      }
      return list;
    }
  }
}

function readValue(what: number, node: object): unknown {
  switch (what) {
    case how.node:
      return readNode(node as InternalNode);
    case how.list:
      return readList(node as InternalNode);
    case how.comments:
      return readNodes(node as InternalNode);
    case how.name:
      return names[next()];
    case how.newName:
      return names[newName++];
    case how.symbol:
      return declaredBy(symbols[next()] as InternalSymbol, node as InternalNode);
    case how.newSymbol:
      return declaredBy(symbols[newSymbol++] as InternalSymbol, node as InternalNode);
    case how.table:
      return readTable();
    case how.flow:
      flow = flows[next()];
      return flow;
    case how.newFlow:
      flow = flows[newFlow++];
      return flow;
    case how.sameFlow:
      return flow;
    case how.number:
      return next();
    case how.yes:
      return true;
    case how.no:
      return false;
    default:
      return undefined;
  }
}

function declaredBy(symbol: InternalSymbol, node: InternalNode): InternalSymbol {
  if (symbol.declarations) {
    symbol.declarations.push(node);
  } else {
    symbol.declarations = [node];
  }
  return symbol;
}

function readTable(owner?: InternalSymbol): SymbolTable {
  const table: SymbolTable = new Map();
  let number = 0;
  for (let left = next(); left > 0; left--) {
    number += next();
    const symbol = symbols[number] as InternalSymbol;
    table.set(symbol.escapedName, symbol);
    if (owner) {
      symbol.parent = owner;
    }
  }
  return table;
}

function readContainers(file: InternalNode): void {
  let last = file;
  let number = 0;
  for (let left = next(); left > 0; left--) {
    number += next();
    const container = nodes[number] as InternalNode;
    last.nextContainer = container;
    last = container;
  }
}

/** Relates symbols to each other. */
function relate({ tables, exceptions }: Written): void {
  numbers = tables;
  at = 0;
  for (const symbol of symbols) {
    const has = next();
    if (has & how.hasValue) {
      symbol.valueDeclaration = symbol.declarations?.[0];
    }
    if (has & how.hasMembers) {
      symbol.members = readTable(symbol);
    }
    if (has & how.hasExports) {
      symbol.exports = readTable(symbol);
    }
  }
  for (const { symbol: number, ...exception } of exceptions) {
    correct(symbols[number] as InternalSymbol, exception);
  }
}

function correct(symbol: InternalSymbol, exception: Omit<Exception, 'symbol'>): void {
  const { declarations, valueDeclaration, parent, exportSymbol, constEnumOnlyModule } = exception;
  if (declarations) {
    symbol.declarations = declarations.length > 0 ? declarations.map((each) => nodes[each] as InternalNode) : undefined;
    symbol.valueDeclaration &&= symbol.declarations?.[0];
  }
  if (valueDeclaration !== undefined) {
    symbol.valueDeclaration = nodes[valueDeclaration];
  }
  if (parent !== undefined) {
    symbol.parent = symbols[parent];
  }
  if (exportSymbol !== undefined) {
    symbol.exportSymbol = symbols[exportSymbol];
  }
  symbol.constEnumOnlyModule = constEnumOnlyModule;
}
