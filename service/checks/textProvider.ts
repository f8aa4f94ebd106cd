import { manifestSyntax } from '../../core/rules/manifestSyntax';
import { type Finding, findings } from '../../core/rules/rule';
import { codeRules, manifestRules } from '../../core/rules/rules';
import { plainDocument } from '../../core/sources/document';
import type { CodeFile } from '../code/codeFiles';
import { largestCodeFile } from '../code/scannedText';
import type { ServiceContext } from '../context';
import type { Manifest } from '../workspace/manifest';
import type { Provider } from './provider';
import { codeInput, manifestInput } from './ruleInputs';

/** What our rules find that need only text and manifest. */
export const textProvider: Provider = {
  name: 'text',
  check: async (context, { code, manifest }) =>
    code ? findingsInCode(context, code) : manifest ? findingsInManifest(context, manifest) : [],
};

function findingsInCode(context: ServiceContext, file: CodeFile): readonly Finding[] {
  if (file.text.length > largestCodeFile) {
    return file.stage ? [tooLarge] : [];
  }
  return findings(codeRules, codeInput(context, file));
}

const tooLarge: Finding = {
  code: 'file-too-large',
  severity: 'information',
  range: { start: 0, end: 0 },
  message: `This file is larger than ${largestCodeFile / 1024 / 1024} MB and is not checked.`,
  fixes: () => [],
};

function findingsInManifest(context: ServiceContext, manifest: Manifest): readonly Finding[] {
  const input = manifestInput(context, manifest);
  if (manifest.problem === undefined) {
    return findings(manifestRules, input);
  }
  // What was read last is no longer what the file holds: only that it cannot be read is certain.
  const unreadable = { range: { start: 0, end: 0 }, message: manifest.problem };
  return findings([manifestSyntax], { ...input, document: plainDocument('', [unreadable]) });
}
