/** Draws the switch of one cell: a real checkbox, off unless the visitor has said yes before (Planet49 §§52-65). */
import type { ComponentChildren } from 'preact';
import { h } from 'preact';
import type { Cell } from '../decision/cells.js';

interface SwitchProps {
  readonly cell: Cell;
  readonly isOn: boolean;
  /** Holds the visible word and the group: "Statistik, Permanenta kakor" (WCAG 2.5.3; R51). */
  readonly name: string;
  /** What is to be seen beside it. */
  readonly children: ComponentChildren;
}

export const Switch = ({ cell, isOn, name, children }: SwitchProps) => (
  <label>
    <input type="checkbox" role="switch" data-category={cell} defaultChecked={isOn} aria-label={name} />
    {children}
  </label>
);
