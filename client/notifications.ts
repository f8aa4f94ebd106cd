// Every notification goes through here: VS Code makes links of brackets in its text, and names are in it.
import { window } from 'vscode';
import { messageText } from '../core/messageText';

/** Shows a notification; answers the button that the user chose. */
export type Notify = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

export const showInformation: Notify = (message, ...buttons) =>
  window.showInformationMessage(messageText(message), ...buttons);

export const showWarning: Notify = (message, ...buttons) => window.showWarningMessage(messageText(message), ...buttons);

export const showError: Notify = (message, ...buttons) => window.showErrorMessage(messageText(message), ...buttons);

/** Asks in a dialog that waits for an answer. */
export const askInDialog: Notify = (question, ...buttons) =>
  window.showWarningMessage(messageText(question), { modal: true }, ...buttons);
