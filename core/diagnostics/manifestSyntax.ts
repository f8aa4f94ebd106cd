import type { ManifestDocument } from '../manifest/document';
import type { Problem } from './rule';

/** Text of a manifest that cannot be read. */
export const manifestSyntax = {
  code: 'manifest-syntax',
  severity: 'error',
  check: ({ problems }: ManifestDocument): readonly Problem[] => problems,
} as const;
