import type { ManifestRule } from './rule';

/** Text of a manifest that cannot be read. */
export const manifestSyntax: ManifestRule = {
  code: 'manifest-syntax',
  severity: 'error',
  check: ({ document }) => document.problems,
};
