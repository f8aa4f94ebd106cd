/** Something that could not be done: one plain sentence for the user. The command ends with exit code 2. */
export class Failure extends Error {}
