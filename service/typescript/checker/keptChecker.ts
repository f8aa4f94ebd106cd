import * as ts from 'typescript';

/*
 * TypeScript makes a new type checker after each edit, and a new one works out again what every declaration means that a
 * file touches: half of the time of an answer. An edit of a stage file changes nothing else, for it is a module that no other
 * file imports. A checker that has not seen the new text is still right about everything but that text.
 *
 * This reaches into TypeScript's internals, and nothing else does. It needs the patch that
 * `build/typescript/withCheckerFor.mjs` makes in the worker's bundle. Where a `Project` is told not to keep its checker, or
 * TypeScript is not patched, TypeScript makes new ones.
 */

/** A checker with the method that the patch adds. */
interface ReusableChecker extends ts.TypeChecker {
  /** Drops what was reported of files, and begins to suggest names again. */
  forgetDiagnostics(isGone: (file: ts.SourceFile) => boolean): void;
}

declare module 'typescript' {
  // Both are there, and not in TypeScript's own declarations.
  function createTypeChecker(host: ts.Program): ReusableChecker;
  function bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
}

interface BoundFile extends ts.SourceFile {
  /** The file has been bound if there are any. */
  readonly locals?: unknown;
  readonly externalModuleIndicator?: unknown;
  readonly jsGlobalAugmentations?: unknown;
  readonly moduleAugmentations?: readonly unknown[];
}
interface IdentifiedNode extends ts.Node {
  /** What a checker files its knowledge of the node under. */
  id?: number | undefined;
  readonly jsDoc?: readonly ts.Node[];
}

/**
 * How much text, in UTF-16 units, a checker may see before it is replaced. It holds on to every text that it has seen, and
 * to some two hundred bytes for each unit.
 */
const mostSeen = 64 * 1024;

/** The type checker of a project, kept from one program to the next where only stage files differ. */
export class KeptChecker {
  private program: ts.Program | undefined;
  private kept: ReusableChecker | undefined;
  private declarations: readonly ts.SourceFile[] = [];
  private seen = 0;

  /** Returns compiler options that make TypeScript obtain its checker from this object. Needs the patch in `build/`. */
  withCheckerFactory(options: ts.CompilerOptions): ts.CompilerOptions {
    const checkerFor = (program: ts.Program) => this.checkerFor(program);
    return { ...options, checkerFor: checkerFor as unknown as string };
  }

  /** Drops the checker. Must be called after a question has failed: the checker may be half done with something. */
  forget(): void {
    this.kept = undefined;
  }

  private checkerFor(program: ts.Program): ts.TypeChecker {
    this.program = program;
    const files = program.getSourceFiles();
    const declarations = files.filter(({ isDeclarationFile }) => isDeclarationFile);
    const isSame =
      declarations.length === this.declarations.length &&
      declarations.every((file, index) => file === this.declarations[index]);
    const areApart = this.bind(files, program.getCompilerOptions());
    if (this.kept && isSame && areApart && this.seen <= mostSeen) {
      const current = new Set(files);
      this.kept.forgetDiagnostics((file) => !current.has(file));
      return this.kept;
    }
    const checker = ts.createTypeChecker(this.currentProgram());
    this.kept = areApart ? checker : undefined;
    this.declarations = declarations;
    this.seen = 0;
    return checker;
  }

  /** Binds the files that are new; says whether every stage file keeps what it declares to itself. */
  private bind(files: readonly BoundFile[], options: ts.CompilerOptions): boolean {
    for (const file of files) {
      if (!file.isDeclarationFile && !file.locals) {
        this.seen += file.text.length;
        forgetIds(file);
        ts.bindSourceFile(file, options);
      }
    }
    return files.every(
      (file) =>
        file.isDeclarationFile ||
        (file.externalModuleIndicator && !file.jsGlobalAugmentations && !file.moduleAugmentations?.length),
    );
  }

  /** Stands for the newest program: a checker keeps the program that it was made for. */
  private currentProgram(): ts.Program {
    return new Proxy({} as ts.Program, {
      get: (_, name: keyof ts.Program) => this.program?.[name],
    });
  }
}

/** The parser takes over what is unchanged of a text's nodes; nothing that is known of them holds any longer. */
function forgetIds(node: IdentifiedNode): void {
  node.id = undefined;
  for (const each of node.jsDoc ?? []) {
    forgetIds(each);
  }
  ts.forEachChild(node, forgetIds);
}
