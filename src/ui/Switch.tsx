/** Draws the switch of one cell: a real checkbox, off unless the visitor has said yes before (Planet49 §§52-65). */
import { h } from 'preact';
import type { Cell, Group } from '../decision/cells.js';
import type { BannerTexts } from '../manifest/locale.js';
import { capital, purposeOf } from './words.js';

export interface SwitchProps {
  readonly cell: Cell;
  readonly isOn: boolean;
  readonly texts: BannerTexts;
}

/** Its name holds the visible word and the group: "Statistik, permanenta kakor" (WCAG 2.5.3; R51). */
export const Switch = ({ cell, isOn, texts }: SwitchProps) => {
  const purpose = capital(purposeOf(cell, texts));
  const group = texts[`group.${cell.split(':')[0] as Group}`].toLocaleLowerCase(texts.lang);
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        data-category={cell}
        defaultChecked={isOn}
        aria-label={`${purpose}, ${group}`}
      />
      {purpose}
    </label>
  );
};
