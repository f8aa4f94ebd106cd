import { escapeControls } from './controlCharacters';

/*
 * Where VS Code shows a plain string, it may still obey parts of it: `[text](command:…)` in a notification, in the detail
 * of the language status and below an input box is a link that runs a command, and `$(icon)` in a label is an icon.
 */

/** A message, the text of others in it, for a place that makes links: on one line, without any. */
export function messageText(text: string): string {
  // Nothing escapes the brackets there (`vs/base/common/linkedText.ts` of VS Code 1.101), but a link has no space in it.
  return escapeControls(text).replaceAll('](', '] (');
}

/** Text of others for a label that shows icons: on one line, without any. */
export function labelText(text: string): string {
  // As `escapeIcons` in `vs/base/common/iconLabels.ts` of VS Code 1.101.
  return escapeControls(text).replaceAll(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, '\\$&');
}
