import ts from 'typescript';
import { toBodyClamped } from '../../../core/stages/virtualDocument';
import type { Diagnostic } from '../../answers';
import { bodyRange, type Context } from '../context';
import { relevantMessage } from '../relevance';
import { withBody } from '../syntaxService';

/**
 * TypeScript's errors in a stage file. With a syntax error there are no others: a stray brace would close the wrapper
 * and make every later message wrong.
 */
export function diagnostics(context: Context): readonly Diagnostic[] {
  const { document, service } = context;
  const syntax = withBody(document, (body, name) => body.getSyntacticDiagnostics(name)).map((error) => ({
    range: { start: error.start, end: error.start + error.length },
    severity: 'error' as const,
    code: error.code,
    source: 'ts' as const,
    message: ts.flattenDiagnosticMessageText(error.messageText, '\n'),
  }));
  if (syntax.length > 0) {
    return syntax;
  }
  const program = service.getProgram();
  const sourceFile = program?.getSourceFile(document.path);
  if (!program || !sourceFile) {
    return [];
  }
  const errorContext = { checker: program.getTypeChecker(), sourceFile, runtime: context.project.runtime };
  const found: Diagnostic[] = [];
  for (const error of service.getSemanticDiagnostics(document.path)) {
    const message = relevantMessage(error, errorContext);
    const span = { start: error.start ?? 0, end: (error.start ?? 0) + (error.length ?? 0) };
    const range = message && toBodyClamped(document.virtual, span);
    if (message && range) {
      found.push({ range, severity: 'error', code: error.code, source: 'ts', message });
    }
  }
  return [...found, ...unusedAndDeprecated(context)];
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
