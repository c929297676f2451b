/** The texts of the placeholder: Swedish comes with them, on top of the first layer's; another language comes whole. */
import { embeds } from '../../../locales/sv/embeds.js';
import type { BannerTexts, EmbedTexts } from '../../manifest/locale.js';

export type Texts = BannerTexts & EmbedTexts;

export const swedish = embeds;
