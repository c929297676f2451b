/** Draws the three answers as one and the same button, so that none can be made to look better (R10; EDPB 03/2022). */
import { Fragment, h } from 'preact';
import type { BannerTexts } from '../manifest/locale.js';

export type Action = 'accept-all' | 'reject-all' | 'save' | 'settings' | 'close';

export interface ButtonsProps {
  readonly texts: BannerTexts;
  readonly onAct: (action: Action) => void;
}

export const Buttons = ({ texts, onAct }: ButtonsProps) => (
  <>
    {(['reject-all', 'save', 'accept-all'] as const).map((action) => (
      <button type="button" data-action={action} onClick={() => onAct(action)}>
        {texts[action === 'save' ? action : action === 'accept-all' ? 'accept' : 'reject']}
      </button>
    ))}
  </>
);
