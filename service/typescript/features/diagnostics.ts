import * as ts from 'typescript';
import { toBodyClamped } from '../../../core/platform/stages/virtualDocument';
import type { Diagnostic } from '../../answers';
import { bodyRange, type Context, withoutGeneratedNames } from '../context';
import type { StageDocument } from '../project';
import { relevantError } from '../relevance';
import type { TypedFix, TypedInput } from '../rules/rule';
import { typedRules } from '../rules/rules';

/**
 * TypeScript's errors in a stage file. With a syntax error there are no others: a stray brace would close the wrapper
 * and make every later message wrong.
 */
export function diagnostics(context: Context): readonly Diagnostic[] {
  const { document, service } = context;
  const program = service.getProgram();
  const sourceFile = program?.getSourceFile(document.path);
  if (!program || !sourceFile) {
    return [];
  }
  const syntax = syntaxErrors(context, program, sourceFile);
  if (syntax.length > 0) {
    return syntax;
  }
  const checker = program.getTypeChecker();
  const errors = service.getSemanticDiagnostics(document.path);
  const errorContext = { checker, sourceFile, runtime: context.project.runtime };
  const found: Diagnostic[] = ruleDiagnostics(document, { sourceFile, checker, errors });
  for (const error of errors) {
    const relevant = relevantError(error, errorContext);
    const range = relevant && toBodyClamped(document.virtual, toRange(relevant.span));
    if (range) {
      const message = withoutGeneratedNames(relevant.message);
      found.push({ range, severity: 'error', code: error.code, source: 'ts', message });
    }
  }
  return [...found, ...unusedAndDeprecated(context)];
}

/** The syntax errors of the body. It is parsed alone only where the wrapper is no longer what it was made as. */
function syntaxErrors(
  { document, syntax }: Context,
  program: ts.Program,
  sourceFile: ts.SourceFile,
): readonly Diagnostic[] {
  const [handler, ...others] = sourceFile.statements;
  const isIntact = others.length === 0 && handler?.end === sourceFile.text.trimEnd().length;
  if (isIntact && program.getSyntacticDiagnostics(sourceFile).length === 0) {
    return [];
  }
  return syntax
    .ask(document, (body, name) => body.getSyntacticDiagnostics(name))
    .map((error) => ({
      range: { start: error.start, end: error.start + error.length },
      severity: 'error' as const,
      code: error.code,
      source: 'ts' as const,
      message: ts.flattenDiagnosticMessageText(error.messageText, '\n'),
    }));
}

/** What our own rules find that need types or syntax. */
function ruleDiagnostics(
  document: StageDocument,
  { sourceFile, checker, errors }: Pick<TypedInput, 'sourceFile' | 'checker' | 'errors'>,
): Diagnostic[] {
  const handler = sourceFile.statements.find(ts.isFunctionDeclaration);
  if (!handler?.body) {
    return [];
  }
  const input: TypedInput = {
    stage: document.stage,
    sourceFile,
    checker,
    errors,
    handler: handler as TypedInput['handler'],
  };
  return typedRules.flatMap(({ code, severity, check }) =>
    check(input).flatMap(({ span, message, fixes }): Diagnostic[] => {
      const range = toBodyClamped(document.virtual, toRange(span));
      return range
        ? [{ range, severity, code, source: 'infra', message, ...(fixes ? { fixes: inBody(document, fixes) } : {}) }]
        : [];
    }),
  );
}

const toRange = ({ start, length }: ts.TextSpan) => ({ start, end: start + length });

/** Fixes whose every change is in the body. */
function inBody(document: StageDocument, fixes: readonly TypedFix[]) {
  return fixes.flatMap(({ title, changes }) => {
    const edits = changes.flatMap(({ span, newText }) => {
      const range = bodyRange(document, span);
      return range ? [{ range, newText }] : [];
    });
    return edits.length === changes.length ? [{ title, edits }] : [];
  });
}

/** Faded and struck-out text, as VS Code shows it in every JavaScript file. */
function unusedAndDeprecated({ document, service }: Context): Diagnostic[] {
  return service.getSuggestionDiagnostics(document.path).flatMap((suggestion) => {
    const range = bodyRange(document, suggestion);
    const tag = suggestion.reportsUnnecessary ? 'unnecessary' : suggestion.reportsDeprecated ? 'deprecated' : undefined;
    return range && tag
      ? [
          {
            range,
            severity: 'hint' as const,
            code: suggestion.code,
            source: 'ts' as const,
            message: ts.flattenDiagnosticMessageText(suggestion.messageText, '\n'),
            tags: [tag] as const,
          },
        ]
      : [];
  });
}
