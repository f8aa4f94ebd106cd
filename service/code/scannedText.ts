import { embeddedScript, hasEmbeddedScript } from '../../core/code/embedded';
import { globalUses } from '../../core/code/globals';
import { isOtherLanguage, otherUses } from '../../core/code/otherLanguages';
import type { CodeLanguage } from '../../core/code/roots';
import { type Access, type CodeScan, scanCode } from '../../core/code/scan';

/** Larger files are not analysed: a tool wrote them, and typing in them must stay possible. */
export const largestCodeFile = 1024 * 1024;

/** Of a module without any of these words nothing leads to a binding. */
const mayUseEnv = /env\b|\bparams\b|Env\b|Bindings\b|ExportedHandler|\b(fetch|scheduled|queue|email|tail)\b/;

const emptyScan: CodeScan = {
  accesses: [],
  likely: [],
  points: [],
  maybeAbsent: [],
  handedOver: [],
  opaque: [],
  envIsTyped: false,
};

/** What a text of code tells, found when it is first asked for: most of what is typed is soon typed over. */
export class ScannedText {
  private found: CodeScan | undefined;
  private foundGlobals: readonly Access[] | undefined;

  constructor(
    readonly text: string,
    private readonly path: string,
    readonly language: CodeLanguage,
  ) {}

  /** Empty where the text is not worth a scan. */
  get scan(): CodeScan {
    this.found ??= this.text.length <= largestCodeFile ? this.scanned() : emptyScan;
    return this.found;
  }

  private scanned(): CodeScan {
    const { text, path, language } = this;
    if (isOtherLanguage(path)) {
      return { ...emptyScan, likely: otherUses(path, text) };
    }
    const script = hasEmbeddedScript.test(path) ? embeddedScript(path, text) : text;
    return language === 'stage' || mayUseEnv.test(script) ? scanCode(script, language, path) : emptyScan;
  }

  /** Names that are declared nowhere in a module. */
  get globals(): readonly Access[] {
    const isWorthIt = this.text.length <= largestCodeFile && this.language !== 'stage' && !isOtherLanguage(this.path);
    this.foundGlobals ??= isWorthIt ? globalUses(this.text, this.language) : [];
    return this.foundGlobals;
  }
}
