/** The door of the cookie table, fetched by the policy page. */
import { h, render } from 'preact';
import type { TablePart } from '../loan.js';
import { Declaration } from './Declaration.js';
import css from './table.css?inline';
import { swedish } from './texts.js';

export const declaration: TablePart['declaration'] = (loan, element) => {
  const { port, texts, attachRoot } = loan;
  const root = element.shadowRoot ?? attachRoot(element, css);
  const drawn = (): Element | null => root.querySelector('.samtycke-declaration');
  if (!drawn()) {
    const fresh = new DocumentFragment();
    render(<Declaration services={port.site.services} texts={port.texts() ?? { ...texts, ...swedish }} />, fresh);
    root.append(fresh);
  }
  return () => drawn()?.remove();
};
