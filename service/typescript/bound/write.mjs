// Declarations as they are when TypeScript has parsed and bound them, written down. `read.ts` makes the same objects of that
// in a fraction of the time: it scans no text, and the little code that it has is the same for all nodes, so that V8 soon
// makes it fast.
import ts from 'typescript';
import * as how from './how.mjs';

/** @typedef {Record<string, any>} Internal an object of TypeScript, with what its declarations do not tell */

const { bindSourceFile, objectAllocator } = /** @type {Internal} */ (ts);

/** The classes of nodes, and how many properties their constructors give. */
const classes = [
  objectAllocator.getNodeConstructor(),
  objectAllocator.getTokenConstructor(),
  objectAllocator.getIdentifierConstructor(),
].map((type) => ({ type, own: Object.keys(new type(0, 0, 0)).length }));

/**
 * Writes declaration files down. Throws where TypeScript makes of one what cannot be written: whoever updates TypeScript
 * looks at this anew.
 * @param {Readonly<Record<string, string>>} texts by file name
 * @returns {{ files: Record<string, string>, fillers: string }} what stands for each text, and the source of a module that
 *   gives nodes their properties in the order in which TypeScript does, for V8 tells objects apart by it
 */
export function boundDeclarations(texts) {
  /** @type {Map<number, readonly string[]>} */
  const shapes = new Map();
  const files = Object.entries(texts).map(([name, text]) => [name, JSON.stringify(written(bound(name, text), shapes))]);
  return { files: Object.fromEntries(files), fillers: fillersOf(shapes) };
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Internal}
 */
function bound(name, text) {
  const languageVersion = ts.ScriptTarget.ESNext;
  const jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const file = ts.createSourceFile(name, text, { languageVersion, jsDocParsingMode });
  bindSourceFile(file, { target: languageVersion });
  return file;
}

/** @param {ReadonlyMap<number, readonly string[]>} shapes the properties of nodes, by kind */
function fillersOf(shapes) {
  const fillers = [...shapes].map(([kind, names]) => {
    const value = (/** @type {number} */ index) =>
      `how[${index}] === ${how.nothing} ? undefined : value(how[${index}], node)`;
    return `${kind}(node, how) {${names.map((name, index) => `node.${name} = ${value(index)};`).join('\n')}}`;
  });
  return `export const fillersWith = (value) => ({\n${fillers.join(',\n')}\n});\n`;
}

/** Things in the order in which they came up. @template T */
class Numbered {
  /** @type {T[]} */
  all = [];
  /** @type {Map<T, number>} */
  #numbers = new Map();

  /** @param {T} thing */
  has(thing) {
    return this.#numbers.has(thing);
  }

  /** @param {T} thing */
  of(thing) {
    const number = this.#numbers.get(thing) ?? this.all.push(thing) - 1;
    this.#numbers.set(thing, number);
    return number;
  }
}

/**
 * @param {Internal} file
 * @param {Map<number, readonly string[]>} shapes to which the shapes of its nodes are added
 */
function written(file, shapes) {
  /** @type {number[]} */
  const numbers = [];
  /** Where the last node began or ended: the next is not far. */
  let position = 0;
  /** @type {Internal | undefined} */
  let lastFlow;
  /** @type {Numbered<string>} */
  const names = new Numbered();
  /** @type {Numbered<string>} */
  const forms = new Numbered();
  /** @type {Numbered<string>} */
  const lists = new Numbered();
  /** @type {Numbered<Internal>} */
  const nodes = new Numbered();
  /** @type {Numbered<Internal>} */
  const symbols = new Numbered();
  /** @type {Numbered<Internal>} */
  const flows = new Numbered();
  /** The nodes that have a symbol: most often, they are its declarations. @type {Map<Internal, Internal[]>} */
  const nodesOf = new Map();

  /** @param {Internal} range */
  const writeRange = ({ pos, end }) => {
    numbers.push(pos - position, end - pos);
    position = pos;
  };

  /** @param {Internal} node @param {Internal} parent */
  const writeNode = (node, parent) => {
    expect(node.parent === parent, 'a node is where its parent has it');
    const type = classes.findIndex((each) => node.constructor === each.type);
    const properties = Object.keys(node).slice(classes[type]?.own);
    const shape = shapes.get(node.kind) ?? properties;
    expect(shape.join() === properties.join(), 'all nodes of a kind have the same properties');
    shapes.set(node.kind, shape);
    nodes.of(node);
    const place = numbers.push(0) - 1;
    writeRange(node);
    const values = properties.map((name) => writeValue(name, node[name], node));
    const form = [node.kind, type, node.flags, node.transformFlags, node.modifierFlagsCache ?? 0, values];
    numbers[place] = forms.of(JSON.stringify(form));
    position = node.end;
  };

  /** @param {Internal} list @param {Internal} parent */
  const writeList = (list, parent) => {
    const properties = Object.keys(list).slice(list.length).join();
    expect(properties === 'pos,end,hasTrailingComma,transformFlags', 'all lists have the same properties');
    numbers.push(lists.of(JSON.stringify([list.hasTrailingComma, list.transformFlags])));
    writeRange(list);
    writeNodes(list, parent);
    position = list.end;
  };

  /** @param {Internal} list @param {Internal} parent */
  const writeNodes = (list, parent) => {
    numbers.push(list.length);
    for (const each of /** @type {Internal[]} */ (list)) {
      writeNode(each, parent);
    }
  };

  /** @param {number[]} to @param {readonly number[]} all each is written as its difference from the one before */
  const writeDifferences = (to, all) => {
    to.push(all.length, ...all.map((each, index) => each - (all[index - 1] ?? 0)));
  };

  /** @param {number[]} to @param {ReadonlyMap<string, Internal>} table */
  const writeTable = (to, table) => {
    expect(
      [...table].every(([name, symbol]) => name === symbol.escapedName),
      'a symbol is filed under its name',
    );
    writeDifferences(
      to,
      [...table.values()].map((each) => symbols.of(each)),
    );
  };

  /**
   * @param {string} property
   * @param {any} value
   * @param {Internal} node
   * @returns {number} how it is written
   */
  const writeValue = (property, value, node) => {
    if (value === undefined || property === 'nextContainer') {
      return how.nothing;
    }
    if (property === 'symbol' || property === 'localSymbol') {
      nodesOf.set(value, [...(nodesOf.get(value) ?? []), node]);
      return writeNumbered(symbols, value, how.symbol, how.newSymbol);
    }
    if (property.toLowerCase().endsWith('flownode')) {
      const isSame = value === lastFlow;
      lastFlow = value;
      return isSame ? how.sameFlow : writeNumbered(flows, value, how.flow, how.newFlow);
    }
    if (value instanceof Map) {
      writeTable(numbers, value);
      return how.table;
    }
    if (Array.isArray(value)) {
      const isList = 'pos' in value;
      (isList ? writeList : writeNodes)(value, node);
      return isList ? how.list : how.comments;
    }
    switch (typeof value) {
      case 'string':
        return writeNumbered(names, value, how.name, how.newName);
      case 'boolean':
        return value ? how.yes : how.no;
      case 'number':
        numbers.push(value);
        return how.number;
      default:
        writeNode(value, node);
        return how.node;
    }
  };

  /**
   * @template T
   * @param {Numbered<T>} numbered
   * @param {T} value
   * @param {number} known
   * @param {number} unknown
   */
  const writeNumbered = (numbered, value, known, unknown) => {
    const isKnown = numbered.has(value);
    const number = numbered.of(value);
    if (isKnown) {
      numbers.push(number);
    }
    return isKnown ? known : unknown;
  };

  /** What symbols have to do with nodes and with each other. More symbols come up as they are written. */
  const relations = () => {
    /** @type {number[]} */
    const tables = [];
    /** @type {Map<Internal, Internal>} */
    const owners = new Map();
    for (let i = 0; i < symbols.all.length; i++) {
      const symbol = /** @type {Internal} */ (symbols.all[i]);
      const { declarations, valueDeclaration, members, exports } = symbol;
      const isFirst = valueDeclaration && valueDeclaration === declarations?.[0];
      tables.push((isFirst ? how.hasValue : 0) | (members ? how.hasMembers : 0) | (exports ? how.hasExports : 0));
      for (const table of [members, exports].filter(Boolean)) {
        writeTable(tables, table);
        for (const member of table.values()) {
          owners.set(member, symbol);
        }
      }
    }
    const exceptions = symbols.all.flatMap((symbol, index) => {
      const exception = exceptionOf(symbol, owners.get(symbol));
      return Object.keys(exception).length > 0 ? [{ symbol: index, ...exception }] : [];
    });
    return { tables, exceptions };
  };

  /** What of a symbol is not as it is with most. @param {Internal} symbol @param {Internal | undefined} owner */
  const exceptionOf = (symbol, owner) => {
    const { flags, escapedName, declarations, valueDeclaration, parent, members, exports, ...rest } = symbol;
    const { exportSymbol, constEnumOnlyModule, ...others } = rest;
    expect(!Object.values(others).some(Boolean), 'nothing else is known of a symbol before types are checked');
    const those = nodesOf.get(symbol) ?? [];
    const are = declarations ?? [];
    /** @type {Internal} */
    const exception = { constEnumOnlyModule };
    if (those.length !== are.length || those.some((each, index) => each !== are[index])) {
      exception.declarations = are.map((/** @type {Internal} */ each) => nodes.of(each));
    }
    if (valueDeclaration && valueDeclaration !== are[0]) {
      exception.valueDeclaration = nodes.of(valueDeclaration);
    }
    if (parent !== owner) {
      exception.parent = parent ? symbols.of(parent) : -1;
    }
    if (exportSymbol) {
      exception.exportSymbol = symbols.of(exportSymbol);
    }
    return JSON.parse(JSON.stringify(exception));
  };

  nodes.of(file);
  writeList(file.statements, file);
  writeNode(file.endOfFileToken, file);
  const ofFile = ['locals', 'symbol', 'endFlowNode'].map((name) => writeValue(name, file[name], file));
  const containers = [];
  for (let each = file.nextContainer; each; each = each.nextContainer) {
    containers.push(nodes.of(each));
  }
  writeDifferences(numbers, containers);
  return {
    numbers,
    ofFile,
    ...relations(),
    symbols: symbols.all.flatMap(({ flags, escapedName }) => [flags, names.of(escapedName)]),
    identifiers: [...file.identifiers.keys()].map((each) => names.of(each)),
    classifiableNames: [...file.classifiableNames].map((each) => names.of(each)),
    names: names.all,
    forms: forms.all.map((each) => JSON.parse(each)),
    lists: lists.all.map((each) => JSON.parse(each)),
    flows: flows.all.map(({ flags, node, antecedent }) => {
      expect(!node && !antecedent, 'nothing flows in a declaration');
      return flags;
    }),
    externalModuleIndicator: file.externalModuleIndicator ? nodes.of(file.externalModuleIndicator) : 0,
    plain: {
      flags: file.flags,
      transformFlags: file.transformFlags,
      nodeCount: file.nodeCount,
      identifierCount: file.identifierCount,
      symbolCount: file.symbolCount,
    },
  };
}

/**
 * @param {boolean} isSo
 * @param {string} what
 */
function expect(isSo, what) {
  if (!isSo) {
    throw new Error(`TypeScript has changed: it is no longer so that ${what}`);
  }
}
