/** The second layer's door: the settings, and what the first layer must say to some visitors; fetched when needed. */
import type { Loan, SettingsPart } from '../loan.js';
import { notesFor } from './notes.js';
import { openSettings } from './openSettings.js';
import css from './second.css?inline';
import { swedish, type Texts } from './texts.js';

const textsOf = ({ port, texts }: Loan): Texts => port.texts() ?? { ...texts, ...swedish };

export const notes: SettingsPart['notes'] = (loan) => {
  const texts = textsOf(loan);
  return { notes: notesFor(loan.port, texts), texts };
};

export const settings: SettingsPart['settings'] = (loan) =>
  openSettings({ ...loan, css: loan.css + css, texts: textsOf(loan) });
