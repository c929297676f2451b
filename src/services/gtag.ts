/** What Google's tags share: the data layer, and `gtag()`, which pushes its arguments as they are. */
import { page, type Vendor } from './behaviour.js';

/** Returns `gtag`, made if the page has none. The data layer takes nothing but an arguments object for a command of gtag's. */
const gtag = (): Vendor => {
  const layer: Vendor = (page()['dataLayer'] ??= []);
  return (page()['gtag'] ??= function () {
    layer.push(arguments);
  });
};

/** Fetches gtag.js for a destination, and sets it up. */
export const configure = (key: string, load: (address: string) => void): void => {
  const tell = gtag();
  tell('js', new Date());
  tell('config', key);
  load(`https://www.googletagmanager.com/gtag/js?id=${key}`);
};
