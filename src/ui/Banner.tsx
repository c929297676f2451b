/** Draws the first layer: who asks, for what, three groups with their switches, and three equal answers. */
import { h } from 'preact';
import type { GroupView, Port } from '../hall/port.js';
import type { BannerTexts } from '../manifest/locale.js';
import { Buttons, type Action } from './Buttons.js';
import { Switch } from './Switch.js';
import { capital, fill, purposeOf, purposesOf } from './words.js';

interface BannerProps {
  readonly port: Port;
  readonly texts: BannerTexts;
  /** What the visitor ought to know before answering. */
  readonly notes: readonly string[];
  readonly onAct: (action: Action) => void;
  /** Is told that the visitor comes near the settings. */
  readonly onNear: () => void;
}

const GroupCard = ({ view: { group, cells }, texts }: { readonly view: GroupView; readonly texts: BannerTexts }) => {
  const name = texts[`group.${group}`];
  const optional = cells.filter(({ isNecessary }) => !isNecessary);
  const note = cells.length ? optional.length < cells.length && texts['group.necessary'] : texts['group.empty'];
  return (
    <div role="group" class={`group ${group}`} aria-labelledby={group}>
      <b id={group}>{name}</b>
      {note && <small class={optional.length ? 'besides' : ''}>{note}</small>}
      {optional.length > 0 && (
        <div class="switches">
          {optional.map(({ cell, isOn }) => {
            const purpose = capital(purposeOf(cell, texts));
            return (
              <Switch cell={cell} isOn={isOn} name={`${purpose}, ${name}`}>
                {purpose}
              </Switch>
            );
          })}
        </div>
      )}
    </div>
  );
};

export const Banner = ({ port, texts, notes, onAct, onNear }: BannerProps) => {
  const { asked, controller, policy, options } = port.site;
  const purposes = purposesOf(asked, texts);
  return (
    <section role="region" aria-labelledby="title" lang={texts.lang} popover="manual" class={options.placement}>
      <div class="body">
        <h2 id="title">{texts['banner.title']}</h2>
        <div class="text">
          {notes.map((note) => (
            <p class="note">{note}</p>
          ))}
          <p>
            {fill(texts['banner.body'], { controller: controller.name, purposes })}{' '}
            {asked.some((cell) => cell.startsWith('third-party')) && texts['banner.third']} {texts['banner.withdraw']}{' '}
            <a href={policy.url}>{texts['banner.policy']}</a>
          </p>
        </div>
        <div class="groups">
          {port.groups().map((view) => (
            <GroupCard view={view} texts={texts} />
          ))}
        </div>
      </div>
      <Buttons texts={texts} onAct={onAct}>
        <button
          class="quiet"
          data-action="settings"
          onClick={port.openSettings}
          onPointerOver={onNear}
          onFocus={onNear}
        >
          {texts.settings}
        </button>
      </Buttons>
    </section>
  );
};
