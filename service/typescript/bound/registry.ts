import * as ts from 'typescript';

declare module 'typescript' {
  // It is there, and not in TypeScript's own declarations.
  function createDocumentRegistryInternal(
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    jsDocParsingMode: ts.JSDocParsingMode,
    externalCache: {
      getDocument(key: string, path: string): ts.SourceFile | undefined;
      setDocument(key: string, path: string, file: ts.SourceFile): void;
    },
  ): ts.DocumentRegistry;
}

/** A document registry that takes files from elsewhere, where they are there, instead of parsing them. */
export function documentRegistry(
  jsDocParsingMode: ts.JSDocParsingMode,
  fileAt: (path: string) => ts.SourceFile | undefined,
): ts.DocumentRegistry {
  return ts.createDocumentRegistryInternal(true, '', jsDocParsingMode, {
    getDocument: (_, path) => fileAt(path),
    setDocument() {},
  });
}
