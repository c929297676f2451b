/** Says what is wrong: once, in the console and as `samtycke:error`. */
import { detailOf, emit } from '../signals/events.js';
import type { State } from '../state.js';

/** Returns what reports a message, each only once. */
export const createReport = (state: State): ((message: string) => void) => {
  const said = new Set<string>();
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    console.error(`[samtycke] ${message}`);
    emit('error', { ...detailOf(state.$moment.get()), message });
  };
};
