/** Draws the second layer: each group, each purpose with its switch, each service with its cookies, and the last choice. */
import type { ComponentChildren } from 'preact';
import { h } from 'preact';
import type { Group, Purpose as PurposeName } from '../../decision/cells.js';
import type { GroupView, Port } from '../../hall/port.js';
import { Buttons, type Action } from '../Buttons.js';
import { Switch } from '../Switch.js';
import { amount, capital, fill, join, purposeOf } from '../words.js';
import { notesFor } from './notes.js';
import { nameOf } from '../facts.js';
import { Service } from './Service.js';
import type { Texts } from './texts.js';

interface SettingsProps {
  readonly port: Port;
  readonly texts: Texts;
  readonly onAct: (action: Action) => void;
}

interface PartProps {
  readonly port: Port;
  readonly texts: Texts;
}

const Purpose = ({
  view: { cell, isNecessary, isOn },
  port,
  texts,
}: PartProps & { readonly view: GroupView['cells'][number] }) => {
  const services = port.site.services.filter((service) => service.cell === cell);
  const [group, purpose] = cell.split(':');
  const name = capital(purposeOf(cell, texts));
  const names = join([...new Set(services.map(nameOf))], texts);
  return (
    <div class="purpose">
      <div class="row">
        <h4>{name}</h4>
        {isNecessary ? (
          <small>{texts.always}</small>
        ) : (
          <Switch cell={cell} isOn={isOn} name={`${name}, ${texts[`group.${group as Group}`]}`}>
            <span aria-hidden="true" class="on">
              {texts.on}
            </span>
            <span aria-hidden="true" class="off">
              {texts.off}
            </span>
          </Switch>
        )}
      </div>
      <p>{texts[`about.${purpose as PurposeName}`]}</p>
      <details>
        <summary>{fill(texts['settings.details'], { names })}</summary>
        <ul>
          {services.map((service) => (
            <Service service={service} texts={texts} />
          ))}
        </ul>
      </details>
    </div>
  );
};

const GroupPart = ({ view: { group, cells }, port, texts }: PartProps & { readonly view: GroupView }) => (
  <div role="group" aria-labelledby={group} class={group}>
    <h3 id={group}>{texts[`group.${group}`]}</h3>
    <p>{fill(texts[`about.${group}`], { controller: port.site.controller.name })}</p>
    {cells.length ? (
      cells.map((view) => <Purpose view={view} port={port} texts={texts} />)
    ) : (
      <p>{texts['group.empty']}</p>
    )}
  </div>
);

const Note = ({ children }: { readonly children: ComponentChildren }) => <p class="note">{children}</p>;

export const Settings = ({ port, texts, onAct }: SettingsProps) => {
  const { controller, options } = port.site;
  const who = [
    controller.name,
    controller.orgNumber && fill(texts['controller.number'], { number: controller.orgNumber }),
    controller.email,
    controller.phone,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <dialog aria-labelledby="settings-title" lang={texts.lang}>
      <div class="body">
        <h2 id="settings-title" tabIndex={-1}>
          {texts['settings.title']}
        </h2>
        <p>{fill(texts['settings.intro'], { months: amount(options.months, texts['unit.mo']) })}</p>
        {notesFor(port, texts).map((note) => (
          <Note>{note}</Note>
        ))}
        {port.isLogDown() && <Note>{texts['error.log']}</Note>}
        {port.groups().map((view) => (
          <GroupPart view={view} port={port} texts={texts} />
        ))}
        {/* The place of the last choice, which comes when its receipt has been written. */}
        <div class="last" />
        <p>
          {fill(texts.controller, { controller: who })} {controller.dpo && fill(texts.dpo, { dpo: controller.dpo })}{' '}
          {texts.complaint}
        </p>
      </div>
      <Buttons texts={texts} onAct={onAct}>
        <button class="quiet" data-action="close" onClick={port.close}>
          {texts['settings.close']}
        </button>
      </Buttons>
    </dialog>
  );
};
