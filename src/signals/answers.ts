/** Tells the log's own answers from those of a server in front of it, which knows nothing of what the log keeps. */

/** Returns whether the log has done what it was asked: a page in the place of its answer says that a site is under repair. */
export const isDone = ({ ok, headers }: Response): boolean => ok && !/html/.test(headers.get('Content-Type') ?? '');

/** Resolves to whether the log says that it has nothing under the key (R42: the one answer there is for that). */
export const isAbsent = async (answer: Response): Promise<boolean> =>
  answer.status === 404 && (await answer.text()) === 'Not found.\n';
