/** Starts Plausible and keeps what it would send after a no; it stores nothing, and has no off-switch. */
import { page, queueing, type Behaviour } from './behaviour.js';

/** Whether it may send now. */
let isOn = true;

export const start: Behaviour['start'] = ({ key, load }) => {
  const plausible = queueing('plausible');
  plausible.init ??= (options: object = {}) => {
    plausible.o = options;
  };
  const { endpoint: address = 'https://plausible.io/api/event', ...options } = plausible.o ?? {};
  // Read at each event, and where that throws nothing is sent: else the time on a page would follow as that page is left, after a no too.
  const endpoint = {
    toString() {
      if (!isOn) throw new Error('The visitor has said no.');
      return address;
    },
  };
  page()['plausible'].init({ ...options, endpoint });
  load(`https://plausible.io/js/${key}.js`);
};

export const signal: Behaviour['signal'] = (isGranted) => {
  isOn = isGranted;
};
