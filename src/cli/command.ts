/** Says what a command of the command line is. */

/**
 * Runs with the arguments after its name and resolves to the exit code. Rejects, with a message that says how to mend it,
 * if it cannot be done.
 */
export type Command = (args: readonly string[]) => Promise<number>;
