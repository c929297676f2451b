/** Starts Hotjar; it has no off-switch. */
import { page, queueing, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  queueing('hj');
  page()['_hjSettings'] = { hjid: Number(key), hjsv: 6 };
  load(`https://static.hotjar.com/c/hotjar-${key}.js?sv=6`);
};
