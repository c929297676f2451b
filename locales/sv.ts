/** Svenska, the language of the house: plain words, one word for one thing (REQUIREMENTS §3). In parts, each built into the file that shows it. */
import type { Locale } from '../src/manifest/locale.js';
import { banner } from './sv/banner.js';
import { embeds } from './sv/embeds.js';
import { rights } from './sv/rights.js';
import { services } from './sv/services.js';
import { settings } from './sv/settings.js';
import { table } from './sv/table.js';

export default { ...banner, ...services, ...settings, ...rights, ...table, ...embeds } satisfies Locale;
