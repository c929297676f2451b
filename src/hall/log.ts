/** Sending to the log, as a file of its own. */
export { openLog } from '../signals/log.js';
