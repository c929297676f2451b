/** Draws the three answers as one and the same button, so that none can be made to look better (R10; EDPB 03/2022). */
import { Fragment, h } from 'preact';
import type { BannerTexts } from '../manifest/locale.js';

/** The three answers. */
export type Action = 'accept-all' | 'reject-all' | 'save';

export interface ButtonsProps {
  readonly texts: BannerTexts;
  readonly onAct: (action: Action) => void;
}

export const Buttons = ({ texts, onAct }: ButtonsProps) => (
  <>
    {(
      [
        ['reject-all', 'reject'],
        ['save', 'save'],
        ['accept-all', 'accept'],
      ] as const
    ).map(([action, text]) => (
      <button type="button" data-action={action} onClick={() => onAct(action)}>
        {texts[text]}
      </button>
    ))}
  </>
);
