import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeRules, manifestRules } from '../../core/rules/rules';
import { uselessSuppression } from '../../core/rules/uselessSuppression';
import { typedRules } from '../../service/typescript/rules/rules';

/** Every diagnostic of ours. */
const rules = [...codeRules, ...typedRules, ...manifestRules, uselessSuppression];
const root = resolve(import.meta.dirname, '../..');
const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const documentation = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8');

describe.each(rules)('$code', ({ code, severity }) => {
  it('has a setting with its severity', () => {
    expect(contributes.configuration.properties[`infraBindings.diagnostics.${code}`]?.default).toBe(severity);
  });

  it('has a place in the documentation', () => {
    expect(documentation).toMatch(new RegExp(`^#+ \`?${code}\`?$`, 'm'));
  });
});
