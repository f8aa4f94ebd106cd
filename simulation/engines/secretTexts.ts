/** Shorter lines of a secret stand in other text by chance. */
const shortestLine = 8;
/** Numbers of fewer digits inside a secret are settings. */
const shortestNumber = 4;
/** How deep JSON in JSON, and Base64 of either, is looked into. */
const layers = 8;

/**
 * Every text of a secret that must not be shown: the secret itself, its lines, and, where it is JSON, what is in that,
 * but for keys. A secret that is Base64 has the text that it is of, and a URL the password in it: code that uses them
 * takes them out.
 */
export function secretTexts(secret: unknown): readonly string[] {
  const texts = new Set<string>();
  collect(secret, texts, layers);
  return [...texts];
}

function collect(value: unknown, texts: Set<string>, left: number): void {
  if (typeof value === 'number') {
    if (`${value}`.length >= shortestNumber) {
      texts.add(`${value}`);
    }
    return;
  }
  if (typeof value === 'object' && value !== null && left > 0) {
    for (const item of Object.values(value)) {
      collect(item, texts, left - 1);
    }
    return;
  }
  if (typeof value !== 'string' || value === '' || texts.has(value)) {
    return;
  }
  texts.add(value);
  if (value.trim() !== '') {
    texts.add(value.trim());
  }
  for (const line of linesOf(value)) {
    texts.add(line);
  }
  if (left > 0) {
    for (const inner of [jsonIn(value), decoded(value), ...passwordsIn(value)]) {
      collect(inner, texts, left - 1);
    }
  }
}

/** The lines of a text of several, and all of them joined, as the body of a PEM file is. */
function linesOf(text: string): string[] {
  // A file of variables may have a line break as a backslash and an n.
  const lines = text.split(/\r\n|[\r\n]|\\r\\n|\\n/).map((line) => line.trim());
  if (lines.length < 2) {
    return [];
  }
  const body = lines.filter((line) => !line.startsWith('-----'));
  return [...lines, lines.join(''), body.join('')].filter((line) => line.length >= shortestLine);
}

function jsonIn(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text that Base64 is of. */
function decoded(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^(?:[\w+/-]|[\r\n]){16,}={0,2}$/.test(trimmed)) {
    return undefined;
  }
  const plain = Buffer.from(trimmed, 'base64').toString();
  return /^[^\p{Cc}\ufffd]+$/u.test(plain.replace(/[\r\n\t]/g, '')) ? plain : undefined;
}

/** The password of `postgres://user:password@host`, as it is written and as it is used. */
function passwordsIn(text: string): string[] {
  const password = /^\s*[a-z][\w+.-]*:\/\/[^/?#:@\s]*:([^/?#\s]+)@/i.exec(text)?.[1];
  if (password === undefined) {
    return [];
  }
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
