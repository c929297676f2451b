/** Draws the visitor's last choice, with what they may do about it: download, erase, withdraw (GDPR 7(3), 15, 17). */
import { h } from 'preact';
import type { Receipt } from '../../hall/port.js';
import { fill, purposesOf } from '../words.js';
import type { Texts } from './texts.js';

export interface LastChoiceProps {
  readonly texts: Texts;
  readonly receipt: Receipt;
  /** Whether the visitor has asked to erase and is asked to confirm. */
  readonly isErasing: boolean;
  readonly onDownload: () => void;
  readonly onWithdraw: () => void;
  readonly onErase: (step: 'ask' | 'yes' | 'no') => void;
}

const chosen = ({ status, granted }: NonNullable<Receipt['decision']>, texts: Texts): string =>
  status === 'accepted' || status === 'rejected'
    ? texts[`last.${status}`]
    : fill(texts['last.custom'], { names: purposesOf(granted, texts) });

export const LastChoice = ({ texts, receipt, isErasing, onDownload, onWithdraw, onErase }: LastChoiceProps) => {
  const { decision, consentId, policy } = receipt;
  const date = (iso: string, withTime: boolean): string =>
    new Intl.DateTimeFormat(texts.lang, { dateStyle: 'long', ...(withTime && { timeStyle: 'short' }) }).format(
      new Date(iso),
    );
  const isRefusal = decision?.status === 'rejected';
  const facts = decision && [
    [texts['last.choice'], chosen(decision, texts)],
    // Of a refusal only the day is kept (R40).
    [texts['last.when'], date(decision.at, !isRefusal)],
    [texts['last.until'], date(decision.validUntil, false)],
    [texts['last.id'], consentId],
    [texts['last.version'], policy.version],
  ];
  return (
    <div role="group" aria-labelledby="last">
      <h3 id="last">{texts['last.title']}</h3>
      {facts ? (
        <dl>{facts.filter(([, value]) => value).map(([name, value]) => [<dt>{name}</dt>, <dd>{value}</dd>])}</dl>
      ) : (
        <p>{texts['last.none']}</p>
      )}
      {decision && !isErasing && (
        <div class="row actions">
          <button class="quiet" data-action="download" onClick={onDownload}>
            {texts['last.download']}
          </button>
          <button class="quiet" data-action="erase" onClick={() => onErase('ask')}>
            {texts['last.erase']}
          </button>
          {!isRefusal && (
            <button class="quiet" data-action="withdraw" onClick={onWithdraw}>
              {texts['withdraw.button']}
            </button>
          )}
        </div>
      )}
      {isErasing && (
        <div class="note" role="group" aria-labelledby="sure" tabIndex={-1}>
          <p id="sure">{texts['erase.confirm']}</p>
          <div class="row actions">
            <button class="quiet" onClick={() => onErase('yes')}>
              {texts['erase.yes']}
            </button>
            <button class="quiet" onClick={() => onErase('no')}>
              {texts['erase.no']}
            </button>
          </div>
        </div>
      )}
      {decision && !isRefusal && <p>{texts['withdraw.note']}</p>}
    </div>
  );
};
