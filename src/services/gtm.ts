/** Starts a container of Google Tag Manager; what it fires is told by Consent Mode and the data layer. */
import { page, type Behaviour } from './behaviour.js';

export const start: Behaviour['start'] = ({ key, load }) => {
  (page()['dataLayer'] ??= []).push({ 'gtm.start': Date.now(), event: 'gtm.js' });
  load(`https://www.googletagmanager.com/gtm.js?id=${key}`);
};
