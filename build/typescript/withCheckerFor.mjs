// Patches TypeScript's source in the bundle of the worker, in the two places that `keptChecker.ts` needs.

/** Lines of TypeScript, and what stands in the bundle instead. */
const changes = [
  {
    // A program gets its checker from a factory in its compiler options, if they have one.
    from: 'return typeChecker || (typeChecker = createTypeChecker(program));',
    to: `return typeChecker || (typeChecker = options.checkerFor ? options.checkerFor(program) : createTypeChecker(program));`,
  },
  {
    // A checker stores diagnostics by the name of a file. Those of an old text must be removed.
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
 * Returns TypeScript's source with the patch. Throws where TypeScript no longer has the two places: `keptChecker.ts` must
 * then be read again beside the new source.
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
