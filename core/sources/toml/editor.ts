import type { ManifestEditor } from '../editor';
import { appendToList, insertProperty } from './insert';
import { locate } from './locate';
import { readToml } from './read';
import { removeAt } from './remove';
import { replaceAt } from './replace';
import type { TomlDocument } from './syntax';

/** Edits TOML. */
export const tomlEditor: ManifestEditor<TomlDocument> = {
  read: readToml,
  insert: insertProperty,
  append: appendToList,
  replace: replaceAt,
  remove: removeAt,
  brackets(document, path) {
    const { node, rest } = locate(document, path);
    return rest.length === 0 && (node.type === 'array' || node.type === 'object') ? node.list : undefined;
  },
};
