/** The texts of placeholder and cookie table: Swedish comes with them, on top of the first layer's; another language comes whole. */
import { embeds } from '../../../locales/sv/embeds.js';
import { services } from '../../../locales/sv/services.js';
import type { BannerTexts, EmbedTexts, ServiceTexts } from '../../manifest/locale.js';

export type Texts = BannerTexts & ServiceTexts & EmbedTexts;

export const swedish = { ...services, ...embeds };
