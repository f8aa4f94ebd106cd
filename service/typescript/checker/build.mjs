// The two places of TypeScript that `keptChecker.ts` needs to reach: what the bundle of the worker adds to its source.

/** Lines of TypeScript, and what stands in the bundle instead. */
const changes = [
  {
    // A program asks for its checker: the options may know of one.
    from: 'return typeChecker || (typeChecker = createTypeChecker(program));',
    to: `return typeChecker || (typeChecker = options.checkerFor ? options.checkerFor(program) : createTypeChecker(program));`,
  },
  {
    // A checker keeps what it has found in a file under the file's name, whichever text the file had then.
    from: '  const checker = {\n    getNodeCount: ',
    to: `  const checker = {
    forgetDiagnostics(isGone) {
      const rest = (all) => {
        const kept = createDiagnosticCollection();
        for (const each of all.getDiagnostics()) if (!each.file || !isGone(each.file)) kept.add(each);
        return kept;
      };
      diagnostics = rest(diagnostics);
      suggestionDiagnostics = rest(suggestionDiagnostics);
      for (const [path, nodes] of allPotentiallyUnusedIdentifiers) {
        allPotentiallyUnusedIdentifiers.set(path, nodes.filter((node) => !isGone(getSourceFileOfNode(node))));
      }
      suggestionCount = 0;
      fileIndexMap &&= new Map(host.getSourceFiles().map((file, index) => [file, index]));
      lastGetCombinedNodeFlagsNode = lastGetCombinedModifierFlagsNode = void 0;
    },
    getNodeCount: `,
  },
];

/**
 * TypeScript's source with the places to reach. Throws where TypeScript is no longer what it was: whoever updates it looks
 * at `keptChecker.ts` anew.
 * @param {string} source
 */
export function withCheckerFor(source) {
  return changes.reduce((text, { from, to }) => {
    const [before, after, ...more] = text.split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`TypeScript has changed: there is no longer one place in it that reads ${JSON.stringify(from)}`);
    }
    return before + to + after;
  }, source);
}
