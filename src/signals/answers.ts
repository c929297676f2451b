/** Tells the log's own "not found" from that of a server in front of it, which knows nothing of what the log keeps. */

/** Resolves to whether the log says that it has nothing under the key (R42: the one answer there is for that). */
export const isAbsent = async (answer: Response): Promise<boolean> =>
  answer.status === 404 && (await answer.text()) === 'Not found.\n';
