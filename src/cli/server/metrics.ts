/** Keeps the metrics, in Prometheus's words: counts by fixed names, never an id, an address or a path. */
import type { ReceiverEvent } from '../../receiver/index.js';

/** What can happen: what the receiver tells, and what stands before it. */
export type Watched = ReceiverEvent | 'rate-limited' | 'unnamed-proxy';

/** Counts what happens. */
export interface Meter {
  readonly event: (event: Watched) => void;
  readonly request: (route: string, status: number) => void;
  /** Hears of one batch: its records, and the seconds until the journal had kept them. */
  readonly append: (size: number, seconds: number) => void;
  readonly queue: (length: number) => void;
  /** The media type of `text`. */
  readonly type: string;
  /** Resolves to all metrics. */
  readonly text: () => Promise<string>;
}

const RECORDS: readonly Watched[] = [
  'stored',
  'duplicate',
  'conflict',
  'foreign',
  'unreadable',
  'refused-record',
  'full',
  'fault',
];

const OTHERS: readonly Watched[] = [
  'shown',
  'erased',
  'unknown-key',
  'refused-origin',
  'rate-limited',
  'unnamed-proxy',
];

/** Returns a meter of its own, beside which any number of others may be. */
export const createMeter = ({
  Registry,
  Counter,
  Gauge,
  Histogram,
  collectDefaultMetrics,
}: typeof import('prom-client')): Meter => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const records = new Counter({
    name: 'samtycke_records_total',
    help: 'Records sent, by what became of them; fault counts every request that the journal failed.',
    labelNames: ['outcome'],
    registers,
  });
  const events = new Counter({
    name: 'samtycke_events_total',
    help: 'Records shown to their visitor and erased, and requests refused.',
    labelNames: ['event'],
    registers,
  });
  const requests = new Counter({
    name: 'samtycke_requests_total',
    help: 'Requests answered, by route and class of status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const sizes = new Histogram({
    name: 'samtycke_batch_records',
    help: 'Records that the journal keeps in one go.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000],
    registers,
  });
  const times = new Histogram({
    name: 'samtycke_append_seconds',
    help: 'Seconds until the journal has kept a batch.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  });
  const queue = new Gauge({ name: 'samtycke_queue_records', help: 'Records that wait for the journal.', registers });
  // A counter that is there from the start has a rate from the first event on.
  for (const outcome of RECORDS) records.inc({ outcome }, 0);
  for (const event of OTHERS) events.inc({ event }, 0);
  return {
    event: (event) => void (RECORDS.includes(event) ? records.inc({ outcome: event }) : events.inc({ event })),
    request: (route, status) => requests.inc({ route, status: `${Math.floor(status / 100)}xx` }),
    append: (size, seconds) => {
      sizes.observe(size);
      times.observe(seconds);
    },
    queue: (length) => queue.set(length),
    type: registry.contentType,
    text: () => registry.metrics(),
  };
};
