import type { CodeLanguage } from '../../core/code/roots';
import { type CodeScan, scanCode } from '../../core/code/scan';

/** Larger files are not analysed: nobody wrote them, and typing in them must stay possible. */
export const largestCodeFile = 1024 * 1024;

const emptyScan: CodeScan = { accesses: [], points: [], opaque: [], envIsTyped: false };

/** What a text of code tells, found when it is first asked for: most of what is typed is soon typed over. */
export class ScannedText {
  private found: CodeScan | undefined;

  constructor(
    readonly text: string,
    readonly language: CodeLanguage,
  ) {}

  /** Empty where the text is not worth a scan. */
  get scan(): CodeScan {
    const { text, language } = this;
    const isWorthIt = text.length <= largestCodeFile && (language === 'stage' || /\b(env|params)\b/.test(text));
    this.found ??= isWorthIt ? scanCode(text, language) : emptyScan;
    return this.found;
  }
}
