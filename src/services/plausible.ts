/** Starts Plausible; it stores nothing, and has no off-switch. */
import { page, queueing, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  const plausible = queueing('plausible');
  plausible.init ??= (options: object = {}) => {
    plausible.o = options;
  };
  page()['plausible'].init();
  load(`https://plausible.io/js/${key}.js`);
};
