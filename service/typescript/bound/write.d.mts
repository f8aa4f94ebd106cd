/**
 * Writes declaration files, by name, down as TypeScript has them parsed and bound; with the source of the module that reads
 * them. Throws where TypeScript makes of one what cannot be written.
 */
export function boundDeclarations(texts: Readonly<Record<string, string>>): {
  files: Record<string, string>;
  fillers: string;
};
