import type { Problems } from '../problems';
import { endOfLine, lineEnding } from './strings';
import type { TomlBlock, TomlDocument, TomlExpression } from './syntax';
import { assembleTables } from './tables';
import { lastEnd, TomlValues } from './values';

/** Reads TOML 1.1, of which 1.0 is a part. Broken text is reported, and reading goes on at the next line that makes sense. */
export function readToml(text: string): TomlDocument {
  const values = new TomlValues(text);
  checkCharacters(text, values.problems);
  const blocks: TomlBlock[] = [{ index: 0, header: undefined, expressions: [] }];
  while (values.position < text.length) {
    const expression = readExpression(values);
    if (expression.type === 'header') {
      blocks.push({ index: blocks.length, header: expression, expressions: [] });
    } else {
      blocks.at(-1)?.expressions.push(expression);
    }
  }
  const root = assembleTables(text, blocks, values.problems);
  return {
    format: 'toml',
    hasHeaders: true,
    text,
    root,
    blocks,
    problems: values.problems.inOrder(text.length),
    newerSyntax: values.newer.inOrder(text.length),
  };
}

/** What TOML allows nowhere: control characters, and what is left of text that was no UTF-8. */
const notToml = /\r(?!\n)|(?![\t\n\r\u0080-\u009f])\p{Cc}|\ufffd|\p{Surrogate}/gu;

function checkCharacters(text: string, problems: Problems): void {
  for (const match of text.matchAll(notToml)) {
    if (problems.full) {
      return;
    }
    const code = match[0].codePointAt(0) ?? 0;
    const message =
      code >= 0xd800
        ? 'This character could not be read. Is the file saved as UTF-8?'
        : `The control character U+${code.toString(16).toUpperCase().padStart(4, '0')} is not allowed here.`;
    problems.report(message, match.index, match.index + 1);
  }
}

/** Reads an expression with all of its lines. */
function readExpression(values: TomlValues): TomlExpression {
  const { text } = values;
  const lineStart = values.position;
  values.stopped = false;
  values.skipSpaces();
  const start = values.position;
  let expression: TomlExpression;
  if (values.atLineEnd()) {
    expression = { type: 'blank', range: { start, end: start }, lines: { start: lineStart, end: start } };
  } else if (text[start] === '#') {
    values.position = endOfLine(text, start);
    expression = { type: 'comment', range: { start, end: values.position }, lines: { start: lineStart, end: start } };
  } else if (text[start] === '[') {
    expression = readHeader(values, lineStart);
  } else {
    expression = readKeyValue(values, lineStart);
  }
  if (!values.stopped) {
    finishLine(values, expression.type === 'broken');
  }
  expression.lines = { start: lineStart, end: values.position };
  return expression;
}

function finishLine(values: TomlValues, wasReported: boolean): void {
  const { text } = values;
  values.skipSpaces();
  const end = endOfLine(text, values.position);
  if (values.position < end && text[values.position] !== '#' && !wasReported) {
    values.problems.report('Nothing may follow here on the same line.', values.position, end);
  }
  values.position = end + lineEnding(text, end);
}

function readHeader(values: TomlValues, lineStart: number): TomlExpression {
  const { text } = values;
  const start = values.position;
  const opensList = text[start + 1] === '[';
  values.position += opensList ? 2 : 1;
  const key = values.key();
  values.skipSpaces();
  const lostBracket = !opensList && text.startsWith(']]', values.position);
  const list = opensList || lostBracket;
  const closing = list ? ']]' : ']';
  if (lostBracket) {
    values.problems.report('This header opens with one bracket and closes with two.', start, values.position + 2);
  }
  if (text.startsWith(closing, values.position)) {
    values.position += closing.length;
  } else {
    if (key) {
      values.problems.report(`This header is not closed: “${closing}” is missing.`, start, endOfLine(text, start));
    }
    values.position = endOfLine(text, values.position);
  }
  return {
    type: 'header',
    list,
    key: key ?? [],
    range: { start, end: values.position },
    lines: { start: lineStart, end: values.position },
  };
}

function readKeyValue(values: TomlValues, lineStart: number): TomlExpression {
  const { text } = values;
  const start = values.position;
  const lines = { start: lineStart, end: start };
  const key = values.key();
  if (!key) {
    values.position = endOfLine(text, values.position);
    return { type: 'broken', range: { start, end: values.position }, lines };
  }
  const value = values.assignedValue(key, 0);
  return { type: 'keyValue', key, value, range: { start, end: Math.max(value.range.end, lastEnd(key)) }, lines };
}
