/** Draws the three answers as one and the same button, so that none can be made to look better (R10; EDPB 03/2022). */
import type { ComponentChildren } from 'preact';
import { h } from 'preact';
import type { BannerTexts } from '../manifest/locale.js';

/** The three answers. */
export type Action = 'accept-all' | 'reject-all' | 'save';

interface ButtonsProps {
  readonly texts: BannerTexts;
  readonly onAct: (action: Action) => void;
  /** What stands before the answers. */
  readonly children?: ComponentChildren;
}

export const Buttons = ({ texts, onAct, children }: ButtonsProps) => (
  <div class="buttons">
    {children}
    <div class="answers">
      {(['reject-all', 'save', 'accept-all'] as const).map((action) => (
        <button data-action={action} onClick={() => onAct(action)}>
          {texts[action]}
        </button>
      ))}
    </div>
  </div>
);
