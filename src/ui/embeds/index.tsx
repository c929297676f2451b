/** The door of what stands in an embed's place, fetched by pages on which one is held. */
import { h, render } from 'preact';
import type { EmbedsPart } from '../loan.js';
import css from './embeds.css?inline';
import { placeIn } from './place.js';
import { Placeholder } from './Placeholder.js';
import { swedish } from './texts.js';

export const placeholder: EmbedsPart['placeholder'] = (loan, { embed, mark, release }) => {
  const host = loan.createMarked('data-samtycke-embed');
  render(
    <Placeholder loan={loan} texts={loan.port.texts() ?? { ...loan.texts, ...swedish }} mark={mark} onOnce={release} />,
    loan.attachRoot(host, loan.css + css),
  );
  return placeIn(embed, host);
};
