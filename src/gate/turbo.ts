/** Has the page as it was served where Turbo keeps copies of it: they would bring back what may be refused by then. */

interface Served {
  /** Holds the scripts that have run: Turbo compares and copies what is in the head from here on. */
  readonly holdScripts: () => void;
  /** Empties all else, and takes placeholders away: the next thing that Turbo does is copy the body, and show another. */
  readonly empty: () => void;
  /** Lets through again what may be. */
  readonly again: () => void;
}

/** Follows Turbo's events, where there is Turbo (8); returns what stops it. */
export const followTurbo = ({ holdScripts, empty, again }: Served): (() => void) => {
  const events = { 'turbo:visit': holdScripts, 'turbo:before-cache': empty, 'turbo:render': again };
  for (const [name, act] of Object.entries(events)) addEventListener(name, act);
  return () => {
    for (const [name, act] of Object.entries(events)) removeEventListener(name, act);
  };
};
