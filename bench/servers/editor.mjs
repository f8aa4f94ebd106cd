// What every server is driven through, so that each is asked the same questions in the same way.

/**
 * @typedef {{ line: number, character: number }} Place zero-based, in the text of the server's own file
 * @typedef {{ path: string, text: string }} OpenFile
 * @typedef {{ line: number, start: number, end: number, text: string }} LineEdit replaces a stretch of one line
 * @typedef {{ line: number, message: string }} Problem
 */

/**
 * An editor with one server. Edits and questions are sent at once; an answer comes when the server has it.
 * @typedef {object} Editor
 * @property {number} pid
 * @property {() => Promise<void>} start resolves when files can be opened
 * @property {(file: OpenFile) => void} open
 * @property {(path: string, edit: LineEdit) => void} edit
 * @property {(path: string, place: Place) => Promise<string[]>} completion the labels
 * @property {(path: string, place: Place) => Promise<string>} hover
 * @property {(path: string, place: Place) => Promise<string>} signatureHelp the active signature
 * @property {(...paths: string[]) => Promise<Problem[][]>} diagnostics errors and warnings of each
 * @property {() => Promise<void>} stop
 */

export {};
