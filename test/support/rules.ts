import { expect } from 'vitest';
import { scanStage } from '../../core/code/scan';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { stageOf } from '../../core/platform/stages/stages';
import type { CodeInput, ManifestInput } from '../../core/rules/inputs';
import { findings, type Rule } from '../../core/rules/rule';
import { applyEdits } from '../../core/text';
import { type ManifestFormat, readManifest } from './manifests';
import { withMarks, withoutMarks } from './marks';

interface StageFixture {
  readonly stage?: string;
  readonly manifest?: string | null;
  readonly secrets?: readonly string[];
}

function stageInput(text: string, { stage = 'edge/tag', manifest = '', secrets = [] }: StageFixture): CodeInput {
  const found = stageOf(`playground/${stage}.js`);
  if (!found) {
    throw new Error(`${stage} is no stage`);
  }
  const reading = manifest === null ? undefined : readManifest(manifest, 'toml');
  return {
    stage: found,
    text,
    scan: scanStage(text),
    isTest: false,
    isDeclaredElsewhere: () => false,
    mayBeAbsent: () => false,
    manifest: reading && { name: 'wrangler.toml', ...reading, secrets },
  };
}

/** Code with `^^^ message` under everything that the rule reports. */
export function expectFindings(rule: Rule<CodeInput>, marked: string, options: StageFixture = {}): void {
  const text = withoutMarks(marked);
  const found = rule.check(stageInput(text, options));
  expect(
    withMarks(
      text,
      found.map(({ range, message }) => ({ range, label: message })),
    ),
  ).toBe(marked);
}

/** What the fixes of what is found first make of the code or of the manifest, by the fix's title. */
export function fixed(rule: Rule<CodeInput>, text: string, options: StageFixture = {}): Record<string, string> {
  const [first] = findings([rule], stageInput(text, options));
  return Object.fromEntries(
    (first?.fixes() ?? []).map(({ title, edits, manifestEdits }) => [
      title,
      manifestEdits ? applyEdits(options.manifest ?? '', manifestEdits) : applyEdits(text, edits ?? []),
    ]),
  );
}

/** How a manifest is written: a text that begins with a brace is JSON. */
export function formatOfText(text: string): ManifestFormat {
  return /^\s*\{(?!\{)/.test(text) ? 'jsonc' : 'toml';
}

/** What the rules for manifests work on. */
export function manifestInput(text: string, used: readonly string[] = [], allUsesKnown = true): ManifestInput {
  return {
    name: 'wrangler.toml',
    ...readManifest(text, formatOfText(text)),
    kinds: bindingKinds,
    used: new Set(used),
    isNeeded: () => true,
    isMentioned: () => false,
    allUsesKnown,
  };
}

/** A manifest with `^^^ message` under everything that the rule reports. */
export function expectManifestFindings(rule: Rule<ManifestInput>, marked: string, used: readonly string[] = []): void {
  const text = withoutMarks(marked);
  const found = rule.check(manifestInput(text, used));
  expect(
    withMarks(
      text,
      found.map(({ range, message }) => ({ range, label: message })),
    ),
  ).toBe(marked);
}

/** What the fixes of each finding make of a manifest, by their titles. */
export function fixedManifest(rule: Rule<ManifestInput>, text: string): Record<string, string> {
  const fixes = findings([rule], manifestInput(text)).flatMap((finding) => finding.fixes());
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits ?? [])]));
}
