/** Makes the receiver: one function from request to answer, of web standards alone, for any server that speaks them. */
import { answer, empty, notFound, unavailable, type Answer } from './answer.js';
import { showArtefact } from './artefact.js';
import { askedOf, responseOf, type Asked } from './asked.js';
import { eventOfRecord, safely, type ReceiverEvent } from './events.js';
import type { Journal } from './journal.js';
import { createShowMine, eraseMine } from './mine.js';
import { allowList, createCors, isFromPerson, isFromSite } from './origin.js';
import { createQueue } from './queue.js';
import { takeRecord } from './takeRecord.js';

/** What a receiver is made from. */
export interface ReceiverOptions {
  /** Where the records are kept. */
  readonly journal: Journal;
  /** The origins of the site's pages, each exact: `https://www.example.com`. */
  readonly origins: readonly string[];
  /** The path above `/records`. @default '/samtycke' */
  readonly prefix?: string;
  /** The domain of the cookie, where the manifest's `options.domain` shares it. @default the host alone */
  readonly cookieDomain?: string;
  /** How many records may wait for the journal; beyond them the answer is 503. @default 2000 */
  readonly room?: number;
  /** Hears of each fault of the journal. It gets nothing of the visitor. What it throws is lost. @default silence */
  readonly onError?: (error: unknown) => void;
  /**
   * Hears what became of each request to a path and by a method of the receiver, preflights that are let in excepted: one
   * word of a closed list, for counters and alarms. It gets nothing of the visitor. What it throws is lost.
   * @default silence
   */
  readonly onEvent?: (event: ReceiverEvent) => void;
  /** Hears how many records wait for the journal, those being written included, when that changes. What it throws is lost. @default silence */
  readonly onQueue?: (length: number) => void;
  /** The server's clock: milliseconds since 1970, UTC. @default Date.now */
  readonly now?: () => number;
}

/** Answers one request. It never rejects, and never answers with anything that the request said. */
export type Receiver = (request: Request) => Promise<Response>;

/** Answers one request of any kind. It keeps the promises of a {@link Receiver}. */
export type Handler = (asked: Asked) => Promise<Answer>;

type Routes = ReadonlyMap<string, ReadonlyMap<string, Handler>>;

const routesOf = (options: ReceiverOptions, tell: (event: ReceiverEvent) => void): Routes => {
  const { journal, prefix = '/samtycke', cookieDomain, room = 2000, now = Date.now } = options;
  if (!/^(\/[\w.~-]+)*$/.test(prefix))
    throw new TypeError(`"${prefix}" is no prefix. Write a path such as "/samtycke", without a slash at its end.`);
  if (cookieDomain !== undefined && !/^[a-z\d.-]+$/i.test(cookieDomain))
    throw new TypeError(`"${cookieDomain}" is no domain. Write one such as "example.com".`);
  const intake = { enqueue: createQueue(journal, { room, onLength: safely(options.onQueue) }), now, cookieDomain };
  const telling =
    (eventOf: (given: Answer) => ReceiverEvent) =>
    (given: Answer): Answer => {
      tell(eventOf(given));
      return given;
    };
  const showMine = createShowMine(journal);
  const opened = (event: ReceiverEvent) => telling(({ status }) => (status < 300 ? event : 'unknown-key'));
  return new Map([
    [
      `${prefix}/records`,
      new Map([['POST', (asked: Asked) => takeRecord(asked, intake).then(telling(eventOfRecord))]]),
    ],
    [
      `${prefix}/records/mine`,
      new Map([
        ['GET', (asked: Asked) => showMine(asked).then(opened('shown'))],
        ['DELETE', (asked: Asked) => eraseMine(asked, journal).then(opened('erased'))],
      ]),
    ],
  ]);
};

/** Returns what {@link createReceiver} is made of, for servers that have no need of the web's requests and responses. */
export const createHandler = (options: ReceiverOptions): Handler => {
  const allowed = allowList(options.origins);
  const corsFor = createCors(options.origins);
  const tell = safely(options.onEvent);
  const tellError = safely(options.onError);
  const routes = routesOf(options, tell);

  const methodsAt = (path: string): ReadonlyMap<string, Handler> | undefined => {
    const known = routes.get(path);
    const [, above, hash] = (!known && /^(.*)\/artefacts\/([\da-f]{64})$/.exec(path)) || [];
    return hash !== undefined && above === (options.prefix ?? '/samtycke')
      ? new Map([['GET', () => showArtefact(hash, options.journal)]])
      : known;
  };

  // Not async: that is a promise less for each request.
  const route = (asked: Asked): Answer | Promise<Answer> => {
    const methods = methodsAt(asked.path);
    if (!methods) return notFound();
    const take = methods.get(asked.method);
    const allow = (): Record<string, string> => ({ Allow: [...methods.keys(), 'OPTIONS'].join(', ') });
    if (!take && asked.method !== 'OPTIONS') return answer(405, 'That is not done here.\n', allow());
    // What visitors were shown is no secret, and has no route of its own.
    if (!isFromSite(asked, allowed) && (routes.has(asked.path) || !isFromPerson(asked))) {
      tell('refused-origin');
      return answer(403, 'Not from here.\n');
    }
    return take ? take(asked) : empty(204, allow());
  };

  return async (asked) => {
    const cors = corsFor(asked);
    try {
      return { ...(await route(asked)), cors };
    } catch (error) {
      tell('fault');
      tellError(error);
      return { ...unavailable(5), cors };
    }
  };
};

/**
 * Returns the receiver of consent records. Under `prefix` it answers `POST /records` (one record, kept before the 2xx),
 * to the visitor's key `GET` and `DELETE /records/mine`, and `GET /artefacts/HASH`: what visitors were shown. Of the
 * request it keeps the record and a hash of the key: no address, user agent or page (R39). Throws a TypeError on an option
 * that cannot work.
 */
export const createReceiver = (options: ReceiverOptions): Receiver => {
  const handle = createHandler(options);
  return async (request) => responseOf(await handle(askedOf(request)));
};
