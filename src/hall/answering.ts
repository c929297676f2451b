/** Brings the half that asks and answers, once, from wherever the build keeps it. */
import type { Answering, Core, Door, OpenAnswering } from './halves.js';

/** Returns what calls back with that half: at once where it is in the same file, else as soon as it has come. */
export const answeringFrom = (
  door: Door,
  core: () => Core,
  report: (message: string) => void,
): ((then: (answering: Answering) => void) => void) => {
  let answering: Answering | Promise<Answering> | undefined;
  const open = (openAnswering: OpenAnswering): Answering => (answering = openAnswering(core()));
  return (then) => {
    if (!answering) {
      const loaded = door.loadAnswering();
      answering = loaded instanceof Promise ? loaded.then(open) : open(loaded);
    }
    if (!(answering instanceof Promise)) return then(answering);
    answering.then(then).catch((fault: unknown) => report(`samtycke.ui.js does not load: ${String(fault)}`));
  };
};
