/** Starts the LinkedIn Insight Tag; it has no off-switch. */
import { page, queueing, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  page()['_linkedin_partner_id'] = key;
  (page()['_linkedin_data_partner_ids'] ??= []).push(key);
  queueing('lintrk').q ??= [];
  load('https://snap.licdn.com/li.lms-analytics/insight.min.js');
};
