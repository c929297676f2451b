/** What a ready-made service does on a page: the type of `services/ID.ts`, which is fetched once its service is granted. */

/** What a behaviour is given. */
export interface Given {
  /** The vendor's name for the site. */
  readonly key: string;
  /** The vendor's host for this site, if the manifest names one. */
  readonly host: string | undefined;
  /** Fetches the vendor's script and runs it, then calls back. What fails is reported. */
  readonly load: (address: string, then?: () => void) => void;
}

/** What `services/ID.ts` exports. */
export interface Behaviour {
  /** Sets up the vendor's queue and fetches its script: called once on a page, after the visitor has said yes. */
  readonly start: (given: Given) => void;
  /** Tells the vendor what holds: after `start`, and at each change from then on. */
  readonly signal?: (isGranted: boolean, given: Given) => void;
  /** Stops what the vendor runs, where it offers a way: called after `signal` at a withdrawal, before what it has stored is erased. */
  readonly stop?: (given: Given) => void;
}

/** A vendor's function, and what it keeps on it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Vendor = any;

/** The page's globals, as vendors use them. */
export const page = (): Record<string, Vendor> => window as unknown as Record<string, Vendor>;

/** Returns the vendor's function of that name, or puts one there which queues its arguments under `q`. */
export const queueing = (name: string): Vendor => {
  const stub: Vendor = (...args: unknown[]) => (stub.q ??= []).push(args);
  return (page()[name] ??= stub);
};
