import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeControls } from '../core/controlCharacters';
import { hostileNames, loadedOrLinked, shownText } from '../test/support/markdown';
import { bullets, code, codeBlock, documentationLink, markdown, markdownOfOthers, prose, text } from './markdown';

const image = '![i](https://evil.example/i.png)';

describe.each(hostileNames)('%j', (name) => {
  it.each([
    ['text', text(name)],
    ['bold text', markdown`**${text(name)}**`],
    ['a bullet', bullets([text(name), markdown`${text(name)}: ${code(name)}`])],
    ['code', code(name)],
    ['a block of code', codeBlock(name, 'typescript')],
    ['a sentence', prose(name)],
    ['the page of a documentation', documentationLink(`https://developers.cloudflare.com/${name}`)],
  ])('loads and links nothing as %s', (_, shown) => {
    expect(loadedOrLinked(markdown`Before\n${shown}\n\nafter`)).toEqual([]);
  });

  it('reads as it is written', () => {
    const read = escapeControls(name).trim();
    expect(shownText(text(name))).toBe(read);
    expect(shownText(code(name)).trim()).toBe(read);
  });
});

it.each([
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
  [' a ', '`  a  `'],
  ['', '` `'],
])('a code span of %j', (name, span) => expect(code(name)).toBe(span));

describe('a comment of others', () => {
  it.each([
    ['emphasis and lists', '*a* and **b**\n\n- c\n- d', '*a* and **b**\n\n- c\n- d'],
    ['code', 'Like `a < b` and ``c`d``.', 'Like `a < b` and ``c`d``.'],
    ['a link to the web', '[MDN](https://developer.mozilla.org/a_b)', '[MDN](https://developer.mozilla.org/a_b)'],
    ['an example', '```js\nif (![1][0]) {}\n```', '\n```js\nif (![1][0]) {}\n```\n'],
  ])('keeps %s', (_, comment, shown) => expect(markdownOfOthers(comment)).toBe(shown));

  it.each([
    ['an image becomes a link', image, ['link https://evil.example/i.png']],
    ['one behind a backslash', `\\\\${image}`, ['link https://evil.example/i.png']],
    ['one behind an exclamation mark', `!${image}`, ['link https://evil.example/i.png']],
    ['a command is text', '[a](command:workbench.action.quit)', []],
    ['so is a file', '[a](file:///etc/passwd) [b](//evil.example/)', []],
    ['a reference is text', '![a][b] [a]\n\n[a]: command:x\n[b]: command:y', []],
    ['HTML is text', '<img src="x"> <!-- a --> <a href="command:x">y</a> <command:x>', []],
    ['a table is text', '| a | b |\n|---|---|\n| c | d |\n\na\n:--\nb', []],
    ['code in a cell stays code', `| a | b |\n|---|---|\n| \`x | ${image}\` | d |`, []],
    ['a block that is not closed', `\`\`\`\n\n${image}`, []],
    ['a block behind a tag', `~~~js\n\n${image}\n~~~`, []],
    ['code over lines', `a \`b\n- c ${image}\` d`, []],
  ])('%s', (_, comment, found) => {
    expect(loadedOrLinked(markdown`*@tag* ${markdownOfOthers(comment)}`)).toEqual(found);
  });

  it('loads nothing, whatever it is made of', () => {
    const pieces = ['`', '``', '```', '~~~', '\n', '\n\n', '    ', '> ', '- ', '\\', '|', '|-|', ':-', '!', '[', ']', '(', 'a', '<', '>']; // biome-ignore format: a row
    const part = fc.constantFrom(
      ...pieces,
      image,
      '[a](command:x)',
      '<img src=x>',
      '](https://evil.example)',
      '[a]: x',
      'https://evil.example/',
      'www.evil.example',
      'a@b.c',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 16 }), (parts) => {
        const found = loadedOrLinked(markdown`*@tag* ${markdownOfOthers(parts.join(''))}\n\n${text('after')}`);
        expect(found.filter((each) => !each.startsWith('link https://evil.example'))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('of hostile length takes no time', () => {
    const start = performance.now();
    for (const piece of ['`', '` `` ', '\\', '[', '![a](https://b.c', '```\n']) {
      markdownOfOthers(piece.repeat(100_000));
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
