import ts from 'typescript';
import { spanOf, type TypedInput, type TypedProblem, type TypedRule, typeName } from './rule';

/** "Not all code paths return a value", and its kin, of a function that must return a `Response`. */
const endsWithoutReturn = new Set([2355, 2366, 7030]);
const wrongType = new Set([2322, 2739, 2740, 2741]);

/** An API handler that can end without a `Response`, or returns something else. */
export const missingResponse: TypedRule = {
  code: 'missing-response',
  severity: 'error',

  check(input) {
    if (input.stage.kind.result !== 'response') {
      return [];
    }
    const { sourceFile, handler, errors } = input;
    const problems: TypedProblem[] = [];
    const [endless] = errors.filter(({ code, start = 0 }) => endsWithoutReturn.has(code) && start < handler.body.pos);
    if (endless) {
      const last = handler.body.statements.at(-1);
      const span = last ? spanOf(lastStatement(last), sourceFile) : { start: handler.body.pos + 1, length: 0 };
      problems.push({ span, message: 'This API handler can end without a Response: return one at its end.' });
    }
    for (const { code, start } of errors) {
      const statement = wrongType.has(code) && start !== undefined ? returnAt(sourceFile, start) : undefined;
      if (
        statement &&
        ts.findAncestor(statement.parent, ts.isFunctionLike) === handler &&
        isNoResponse(statement, input)
      ) {
        const span = spanOf(statement.expression ?? statement, sourceFile);
        problems.push({ span, message: 'An API handler must return a Response: Response.json(value), for one.' });
      }
    }
    return problems;
  },
};

function returnAt(sourceFile: ts.SourceFile, position: number): ts.ReturnStatement | undefined {
  let found: ts.ReturnStatement | undefined;
  const visit = (node: ts.Node): void => {
    if (node.getStart(sourceFile) <= position && position < node.end) {
      found = ts.isReturnStatement(node) ? node : found;
      ts.forEachChild(node, visit);
    }
  };
  visit(sourceFile);
  return found;
}

/** Certain to be no `Response`: nothing in the type is one, or could be. */
function isNoResponse({ expression }: ts.ReturnStatement, { checker }: TypedInput): boolean {
  if (!expression) {
    return true;
  }
  const type = checker.getTypeAtLocation(expression);
  const awaited = checker.getAwaitedType(type) ?? type;
  const parts = awaited.isUnion() ? awaited.types : [awaited];
  const uncertain = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never;
  return !parts.some((part) => (part.flags & uncertain) !== 0 || typeName(part, checker) === 'Response');
}

/** The innermost last statement: where the hand that mends it would go. */
function lastStatement(statement: ts.Statement): ts.Node {
  if (ts.isIfStatement(statement)) {
    return statement.getFirstToken() ?? statement;
  }
  return ts.isFunctionDeclaration(statement) ? (statement.name ?? statement) : statement;
}
