/** Draws the visitor's last choice, with what they may do about it: see what is kept, download, erase, withdraw (GDPR 7(3), 15, 17). */
import { h } from 'preact';
import type { Receipt, Rights } from '../../hall/port.js';
import { cellsIn, fill } from '../words.js';
import type { Texts } from './texts.js';

/** What a visitor can do here; a yes and a no answer the question whether to erase. */
export type Act = 'show' | 'download' | 'erase' | 'withdraw' | 'yes' | 'no';

/** What lies open under the choice: what the log has, the question whether to erase, or that it failed. */
export interface Opened {
  readonly by: 'show' | 'erase' | 'yes';
  readonly title: string;
  /** What the log has, if it has any. */
  readonly said?: Rights['said'];
}

export interface LastChoiceProps {
  readonly texts: Texts;
  readonly receipt: Receipt;
  readonly hasLog: boolean;
  readonly opened: Opened | undefined;
  readonly onAct: (act: Act) => void;
}

const chosen = ({ status, granted }: NonNullable<Receipt['decision']>, texts: Texts): string =>
  status === 'accepted' || status === 'rejected'
    ? texts[`last.${status}`]
    : fill(texts['last.custom'], { names: cellsIn(granted, texts) });

type Acts = readonly (readonly [act: Act, text: string | false])[];

const factsOf = ({ decision, consentId, policy }: Receipt, texts: Texts) => {
  const date = (iso: string, withTime: boolean): string =>
    new Intl.DateTimeFormat(texts.lang, { dateStyle: 'long', ...(withTime && { timeStyle: 'short' }) }).format(
      new Date(iso),
    );
  return (
    decision && [
      [texts['last.choice'], chosen(decision, texts)],
      // Of a refusal only the day is kept (R40).
      [texts['last.when'], date(decision.at, decision.status !== 'rejected')],
      [texts['last.until'], date(decision.validUntil, false)],
      [texts['last.id'], consentId],
      [texts['last.version'], policy.version],
    ]
  );
};

export const LastChoice = ({ texts, receipt, hasLog, opened, onAct }: LastChoiceProps) => {
  const { decision, consentId } = receipt;
  const facts = factsOf(receipt, texts);
  const isYes = !!decision && decision.status !== 'rejected';
  // Who has withdrawn, or whose cookie has gone, still has the key to what the log keeps.
  const isKept = !!(decision || consentId);
  const isErasing = opened?.by === 'erase';
  const row = (acts: Acts) => (
    <div class="row actions">
      {acts.map(
        ([act, text]) =>
          text && (
            <button
              class="quiet"
              data-action={act}
              aria-expanded={act === 'show' ? `${opened?.by === act}` : undefined}
              onClick={() => onAct(act)}
            >
              {text}
            </button>
          ),
      )}
    </div>
  );
  return (
    <div role="group" aria-labelledby="last">
      <h3 id="last">{texts['last.title']}</h3>
      {facts ? (
        <dl>{facts.filter(([, value]) => value).map(([name, value]) => [<dt>{name}</dt>, <dd>{value}</dd>])}</dl>
      ) : (
        <p>{texts['last.none']}</p>
      )}
      {!isErasing &&
        row([
          ['show', hasLog && texts['rights.show']],
          ['download', isKept && texts['last.download']],
          ['erase', isKept && texts['last.erase']],
          ['withdraw', isYes && texts['withdraw.button']],
        ])}
      {opened && (
        <div class="note" role="group" aria-labelledby="opened" tabIndex={-1}>
          <p id="opened">{opened.title}</p>
          {opened.said && (
            <ol>
              {opened.said.map(([when, what]) => (
                <li>
                  <i>{when}</i> {what}
                </li>
              ))}
            </ol>
          )}
          {isErasing &&
            row([
              ['yes', texts['erase.yes']],
              ['no', texts['erase.no']],
            ])}
        </div>
      )}
      {isYes && <p>{texts['withdraw.note']}</p>}
    </div>
  );
};
