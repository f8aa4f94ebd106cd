import { expect } from 'vitest';
import { scanStage } from '../../core/code/scan';
import { bindingKinds } from '../../core/platform/kinds/kinds';
import { stageOf } from '../../core/platform/stages/stages';
import type { CodeInput, CodeRule, ManifestInput, ManifestRule } from '../../core/rules/rule';
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
    manifest: reading && { name: 'wrangler.toml', ...reading, secrets },
  };
}

/** Code with `^^^ message` under everything that the rule reports. */
export function expectProblems(rule: CodeRule, marked: string, options: StageFixture = {}): void {
  const text = withoutMarks(marked);
  const found = rule.check(stageInput(text, options));
  expect(
    withMarks(
      text,
      found.map(({ range, message }) => ({ range, label: message })),
    ),
  ).toBe(marked);
}

/** What the first problem's fixes make of the code or of the manifest, by the fix's title. */
export function fixed(rule: CodeRule, text: string, options: StageFixture = {}): Record<string, string> {
  const input = stageInput(text, options);
  const [problem] = rule.check(input);
  const fixes = problem && rule.fixes ? rule.fixes(input, problem) : [];
  return Object.fromEntries(
    fixes.map(({ title, edits, manifestEdits }) => [
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
    isMentioned: () => false,
    allUsesKnown,
  };
}

/** A manifest with `^^^ message` under everything that the rule reports. */
export function expectManifestProblems(rule: ManifestRule, marked: string, used: readonly string[] = []): void {
  const text = withoutMarks(marked);
  const found = rule.check(manifestInput(text, used));
  expect(
    withMarks(
      text,
      found.map(({ range, message }) => ({ range, label: message })),
    ),
  ).toBe(marked);
}

/** What the fixes of each problem make of a manifest, by their titles. */
export function fixedManifest(rule: ManifestRule, text: string): Record<string, string> {
  const input = manifestInput(text);
  const fixes = rule.check(input).flatMap((problem) => rule.fixes?.(input, problem) ?? []);
  return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits ?? [])]));
}
