/** The texts of the settings: Swedish comes with them, on top of the first layer's; another language comes whole. */
import { services } from '../../../locales/sv/services.js';
import { settings } from '../../../locales/sv/settings.js';
import type { BannerTexts, ServiceTexts, SettingsTexts } from '../../manifest/locale.js';

export type Texts = BannerTexts & ServiceTexts & SettingsTexts;

export const swedish = { ...services, ...settings };
