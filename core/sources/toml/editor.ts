import type { ManifestEditor } from '../editor';
import { appendToList, insertProperty } from './insert';
import { removeAt } from './remove';
import { replaceAt } from './replace';
import type { TomlDocument } from './syntax';

export const tomlEditor: ManifestEditor<TomlDocument> = {
  insert: insertProperty,
  append: appendToList,
  replace: replaceAt,
  remove: removeAt,
};
