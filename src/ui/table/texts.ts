/** The texts of the cookie table: Swedish comes with them, on top of the first layer's; another language comes whole. */
import { services } from '../../../locales/sv/services.js';
import { table } from '../../../locales/sv/table.js';
import type { BannerTexts, ServiceTexts, TableTexts } from '../../manifest/locale.js';

export type Texts = BannerTexts & ServiceTexts & TableTexts;

export const swedish = { ...services, ...table };
