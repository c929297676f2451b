/** The cells of consent: which group of storage meets which purpose, and what a visitor said about each. */

/** What a service stores and who receives it, from least to most intrusive; always derived, never chosen. */
export const GROUPS = ['session', 'permanent', 'third-party'] as const;

/** What a service is for, as its site declares it. */
export const PURPOSES = ['necessary', 'functional', 'statistics', 'marketing'] as const;

export type Group = (typeof GROUPS)[number];
export type Purpose = (typeof PURPOSES)[number];

/** The atom of consent: a group and a purpose, such as `third-party:marketing`. */
export type Cell = `${Group}:${Purpose}`;

/** Each optional cell that was asked about, true or false. A cell that is absent was not asked about. */
export type Cells = Readonly<Partial<Record<Cell, boolean>>>;

/** `undecided` until there is a valid decision; then what its cells say together. */
export type Status = 'undecided' | 'accepted' | 'rejected' | 'custom';

/** How a decision was made. */
export type Method = 'banner' | 'settings' | 'embed' | 'gpc' | 'api';

/** What the visitor said: when, under which policy version, and every cell true or false. */
export interface Decision {
  readonly cells: Cells;
  /** Milliseconds since 1970, UTC. A refusal read back from the cookie has only its day. */
  readonly at: number;
  /** The policy version it was made under, `major.minor.patch`. */
  readonly policy: string;
  /** True if the browser sent Global Privacy Control while the visitor said yes, so that the yes overrides it. */
  readonly gpc?: boolean;
  /** Absent on a decision read back from the cookie. */
  readonly method?: Method;
}

/** Every optional cell there can be, in the order of the cookie: group by group, purpose by purpose. */
export const OPTIONAL_CELLS: readonly Cell[] = GROUPS.flatMap((group) =>
  PURPOSES.slice(1).map((purpose): Cell => `${group}:${purpose}`),
);

/** Returns an object's own value, never one that a page has put on `Object.prototype`. */
export const own = <T extends object, K extends keyof T>(object: T, key: K): T[K] | undefined =>
  Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;

/** Returns a full answer to the cells asked about: those chosen as `true` are granted, all others refused. */
export const answer = (asked: readonly Cell[], chosen: Cells): Cells => {
  const cells: Partial<Record<Cell, boolean>> = {};
  for (const cell of asked) cells[cell] = own(chosen, cell) === true;
  return cells;
};

/** Returns the cells granted, in cookie order. */
export const grantedIn = (cells: Cells): readonly Cell[] => OPTIONAL_CELLS.filter((cell) => own(cells, cell) === true);

/** Returns the word for what the cells say together: all granted, none granted, or some. */
export const statusOf = (cells: Cells): Exclude<Status, 'undecided'> => {
  if (!grantedIn(cells).length) return 'rejected';
  return OPTIONAL_CELLS.some((cell) => own(cells, cell) === false) ? 'custom' : 'accepted';
};

/** A decision, or none, with what follows from its cells. */
export interface Said {
  readonly decision: Decision | undefined;
  readonly status: Status;
  /** The optional cells granted, in cookie order. */
  readonly granted: readonly Cell[];
}

/** Returns what a decision says. */
export const saidIn = (decision: Decision | undefined): Said => ({
  decision,
  status: decision ? statusOf(decision.cells) : 'undecided',
  granted: grantedIn(decision?.cells ?? {}),
});
