import * as ts from 'typescript';
import { toBody, toBodyClamped } from '../../../core/platform/stages/virtualDocument';
import { type Fix, findings } from '../../../core/rules/rule';
import type { TextRange } from '../../../core/text';
import { bodyRange, type Context, withoutGeneratedNames } from '../context';
import type { StageDocument } from '../project';
import type { SentFinding } from '../protocol';
import { relevantError } from '../relevance';
import type { TypedInput } from '../rules/input';
import { typedRules } from '../rules/rules';

/**
 * TypeScript's errors in a stage file, and what our rules find that need types. With a syntax error there are no others: a stray brace would close the wrapper
 * and make every later message wrong.
 */
export function diagnostics(context: Context): readonly SentFinding[] {
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
  const found: SentFinding[] = ruleFindings(document, { sourceFile, checker, errors });
  for (const error of errors) {
    const relevant = relevantError(error, errorContext);
    const range = relevant && toBodyClamped(document.virtual, toRange(relevant.span));
    if (range) {
      const message = withoutGeneratedNames(relevant.message);
      found.push({ code: error.code, severity: 'error', range, message, fixes: [] });
    }
  }
  return [...found, ...unusedAndDeprecated(context)];
}

/** The syntax errors of the body. It is parsed alone only where the wrapper is no longer what it was made as. */
function syntaxErrors(
  { document, syntax }: Context,
  program: ts.Program,
  sourceFile: ts.SourceFile,
): readonly SentFinding[] {
  const [handler, ...others] = sourceFile.statements;
  const isIntact = others.length === 0 && handler?.end === sourceFile.text.trimEnd().length;
  if (isIntact && program.getSyntacticDiagnostics(sourceFile).length === 0) {
    return [];
  }
  return syntax
    .ask(document, (body, name) => body.getSyntacticDiagnostics(name))
    .map((error) => ({
      code: error.code,
      severity: 'error' as const,
      range: toRange(error),
      message: ts.flattenDiagnosticMessageText(error.messageText, '\n'),
      fixes: [],
    }));
}

/** What our own rules find that need types or syntax. */
function ruleFindings(
  document: StageDocument,
  { sourceFile, checker, errors }: Pick<TypedInput, 'sourceFile' | 'checker' | 'errors'>,
): SentFinding[] {
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
  return findings(typedRules, input).flatMap(({ range: found, fixes, ...finding }) => {
    const range = toBodyClamped(document.virtual, found);
    return range ? [{ ...finding, range, fixes: inBody(document, fixes()) }] : [];
  });
}

const toRange = ({ start, length }: ts.TextSpan): TextRange => ({ start, end: start + length });

/** Fixes whose every edit is in the body. */
function inBody({ virtual }: StageDocument, fixes: readonly Fix[]): readonly Fix[] {
  return fixes.flatMap(({ edits = [], ...fix }) => {
    const inside = edits.flatMap(({ range, newText }) => {
      const body = toBody(virtual, range);
      return body ? [{ range: body, newText }] : [];
    });
    return inside.length === edits.length ? [{ ...fix, edits: inside }] : [];
  });
}

/** Faded and struck-out text, as VS Code shows it in every JavaScript file. */
function unusedAndDeprecated({ document, service }: Context): SentFinding[] {
  return service.getSuggestionDiagnostics(document.path).flatMap((suggestion) => {
    const range = bodyRange(document, suggestion);
    const tag = suggestion.reportsUnnecessary ? 'unnecessary' : suggestion.reportsDeprecated ? 'deprecated' : undefined;
    return range && tag
      ? [
          {
            code: suggestion.code,
            severity: 'hint' as const,
            tag,
            range,
            message: ts.flattenDiagnosticMessageText(suggestion.messageText, '\n'),
            fixes: [],
          },
        ]
      : [];
  });
}
