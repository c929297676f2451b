/** The second layer's door: the settings, and what the first layer must say to some visitors; fetched when needed. */
import type { Port } from '../../hall/port.js';
import type { Loan, SettingsPart } from '../loan.js';
import { notesFor } from './notes.js';
import { openSettings } from './openSettings.js';
import css from './second.css?inline';
import { swedish, type Texts } from './texts.js';

const textsOf = (port: Port, loan: Loan): Texts => port.texts() ?? { ...loan.texts, ...swedish };

export const notes: SettingsPart['notes'] = (port, loan) => notesFor(port, textsOf(port, loan));

export const settings: SettingsPart['settings'] = (port, loan, body) =>
  openSettings(port, { ...loan, body, css: loan.css + css, texts: textsOf(port, loan) });
