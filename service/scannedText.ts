import type { CodeLanguage } from '../core/code/roots';
import { type CodeScan, scanCode } from '../core/code/scan';
import { type Token, tokenize } from '../core/code/tokens';

/** Larger files are not analysed: nobody wrote them, and typing in them must stay possible. */
export const largestCodeFile = 1024 * 1024;

const emptyScan: CodeScan = { accesses: [], points: [], opaque: [], envIsTyped: false };

/** What a text of code tells, found when it is first asked for: most of what is typed is soon typed over. */
export class ScannedText {
  private foundTokens: readonly Token[] | undefined;
  private foundScan: CodeScan | undefined;

  constructor(
    readonly text: string,
    readonly language: CodeLanguage,
  ) {}

  /** None where the text is not worth a scan. */
  get tokens(): readonly Token[] {
    const { text, language } = this;
    const isWorthIt = text.length <= largestCodeFile && (language === 'stage' || /\b(env|params)\b/.test(text));
    this.foundTokens ??= isWorthIt ? tokenize(text) : [];
    return this.foundTokens;
  }

  get scan(): CodeScan {
    if (!this.foundScan) {
      const { text, language, tokens } = this;
      this.foundScan = tokens.length > 0 ? scanCode(text, language, tokens) : emptyScan;
      // They take twenty times the room of the text, and a project's files are all scanned.
      this.foundTokens = undefined;
    }
    return this.foundScan;
  }
}
