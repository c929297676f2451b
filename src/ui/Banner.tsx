/** Draws the first layer: who asks, for what, three groups with their switches, and three equal answers. */
import { h } from 'preact';
import type { GroupView, Port } from '../hall/port.js';
import type { BannerTexts } from '../manifest/locale.js';
import { Buttons, type Action } from './Buttons.js';
import { Switch } from './Switch.js';
import { capital, fill, purposesOf } from './words.js';

export interface BannerProps {
  readonly port: Port;
  readonly texts: BannerTexts;
  /** What the visitor ought to know before answering. */
  readonly notes: readonly string[];
  readonly onAct: (action: Action) => void;
  /** Is told that the visitor comes near the settings. */
  readonly onNear: () => void;
}

const GroupCard = ({ view: { group, cells }, texts }: { readonly view: GroupView; readonly texts: BannerTexts }) => {
  const always = `${capital(texts['purpose.necessary'])}: ${texts.always.toLocaleLowerCase(texts.lang)}`;
  const isLocked = cells.some(({ isNecessary }) => isNecessary);
  return (
    <fieldset>
      <legend>{texts[`group.${group}`]}</legend>
      <small>{isLocked ? always : !cells.length && texts['group.empty']}</small>
      {cells.map(
        ({ cell, isNecessary, isOn }) => !isNecessary && <Switch key={cell} cell={cell} isOn={isOn} texts={texts} />,
      )}
    </fieldset>
  );
};

export const Banner = ({ port, texts, notes, onAct, onNear }: BannerProps) => {
  const { site } = port;
  const hasThird = site.asked.some((cell) => cell.startsWith('third-party'));
  const body = fill(texts['banner.body'], {
    controller: site.controller.name,
    purposes: purposesOf(site.asked, texts, texts.lang),
  });
  return (
    <section role="region" aria-labelledby="title" lang={texts.lang} class="banner">
      <h2 id="title">{texts['banner.title']}</h2>
      <div class="text">
        {notes.map((note) => (
          <p class="note">{note}</p>
        ))}
        <p>{[body, hasThird && texts['banner.third'], texts['banner.withdraw']].filter(Boolean).join(' ')}</p>
      </div>
      <div class="groups">
        {port.groups().map((view) => (
          <GroupCard key={view.group} view={view} texts={texts} />
        ))}
      </div>
      <a href={site.policy.url}>{texts['banner.policy']}</a>
      <div class="buttons">
        <button
          type="button"
          class="quiet"
          data-action="settings"
          onClick={port.openSettings}
          onPointerOver={onNear}
          onFocus={onNear}
        >
          {texts.settings}
        </button>
        <Buttons texts={texts} onAct={onAct} />
      </div>
    </section>
  );
};
