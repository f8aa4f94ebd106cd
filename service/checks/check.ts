import type { Finding } from '../../core/rules/rule';
import { suppress } from '../../core/rules/suppressions';
import type { ServiceContext } from '../context';
import type { Settings } from '../settings';
import type { Provider } from './provider';
import { settle } from './settle';
import { textProvider } from './textProvider';
import { typesProvider } from './typesProvider';

/** All that look at a file, in the order in which they are asked: what works in another thread begins first. */
const providers: readonly Provider[] = [typesProvider, textProvider];

/**
 * Everything that is found in code, in the order of the text, or in a manifest, rule by rule: each place settled between the
 * providers, with the severities that the user wants, and without what comments suppress; what is said of such comments comes
 * last. The one way to it for diagnostics, quick fixes and the command line.
 */
export async function check(context: ServiceContext, path: string): Promise<readonly Finding[]> {
  const { workspace } = context;
  const code = context.code.at(path);
  const file = { path, code, manifest: code ? undefined : workspace.manifestAt(path) };
  const text = workspace.documents.text(path) ?? '';
  const answers = await Promise.all(
    providers.map(async (provider) => ({
      provider: provider.name,
      findings: await provider.check(context, file),
    })),
  );
  const settled = code ? inOrder(settle(answers, code.scan.accesses)) : settle(answers, []);
  const { kept, useless } = suppress(text, settled);
  return [...kept, ...useless].flatMap((finding) => withSetting(finding, context.settings));
}

/** Findings in the order of the text; those of one offset keep theirs. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.range.start - b.range.start);
}

/** A finding with the severity that the user has set for its code; none where that is `off`. */
function withSetting(finding: Finding, { severities }: Settings): readonly Finding[] {
  const { code, severity, usualSeverity = severity } = finding;
  const set = severities.get(String(code)) ?? usualSeverity;
  if (set === 'off') {
    return [];
  }
  // Editors send every setting, also those that were never changed: what is milder than its rule stays so.
  return [set === usualSeverity ? finding : { ...finding, severity: set }];
}
