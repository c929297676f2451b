/** Walks a journal from end to end and says where it is not what was signed (R43). */
import { isWhole } from '../artefact.js';
import type { ChainedJournal, Row } from '../journal.js';
import { sha256 } from '../key.js';
import { createBits } from './bits.js';
import { headOf, leafOf, START, type Tip } from './chain.js';
import { readNote, unpackSeqs } from './notes.js';
import { isSigned, readCheckpoint, type Checkpoint } from './signer.js';

/** What is wrong, and at which entry; entries count from 1. */
export interface Fault {
  readonly seq: number;
  readonly what: string;
}

/** What the walk has found. */
export interface Finding {
  /** What is wrong or missing, in order, up to a hundred; empty if all is well. */
  readonly faults: readonly Fault[];
  /** How many entries there have been. */
  readonly size: number;
  /** Records that are there; that were erased for a visitor; that were emptied since their time was up. */
  readonly kept: number;
  readonly erased: number;
  readonly expired: number;
  /** The last of the oldest entries, which are gone as whole months; 0 if none is. */
  readonly removed: number;
  /** How many signed checkpoints have been compared. */
  readonly checkpoints: number;
  /** What records say was shown, by its hash, and the journal does not keep; each with the first such record (R38). */
  readonly unresolved: readonly { readonly seq: number; readonly hash: string }[];
}

export interface VerifyOptions {
  /** What checks the signatures. @default the journal's own, which proves nothing against whoever holds its key */
  readonly publicKey?: string;
  /** Checkpoints that were kept elsewhere, besides those in the journal. */
  readonly checkpoints?: readonly string[];
}

const STRIDE = 1000;

/** More faults than this say no more than that nothing is right. */
const ENOUGH = 100;

type Journal = Pick<ChainedJournal, 'publicKey' | 'rows' | 'lastRemoval' | 'checkpoints' | 'artefact'>;

/** Resolves to what one row tells without its neighbours. */
const wrongIn = async ({ content, id, kind, leaf }: Row): Promise<string | undefined> => {
  if (!content) return kind === 'note' ? 'a note of the journal has been emptied' : undefined;
  if (!leafOf(content.salt, content.body).equals(leaf)) return 'the content has been changed';
  if (kind === 'note') return undefined;
  const { recordId, consentId } = JSON.parse(content.body) as { recordId: string; consentId: string | null };
  if (recordId !== id) return 'the content is that of another record';
  const subject = consentId === null ? null : await sha256(consentId);
  return content.subject === subject ? undefined : 'the record is filed under another visitor';
};

/** Returns the checkpoints by size, and a fault for each that is not signed by the key. */
const readAll = (notes: readonly string[], publicKey: string, report: (fault: Fault) => void): Checkpoint[] =>
  notes
    .flatMap((note) => {
      const checkpoint = readCheckpoint(note);
      if (isSigned(note, publicKey)) return [checkpoint];
      report({ seq: checkpoint.size, what: 'a checkpoint is not signed by that key' });
      return [];
    })
    .toSorted((a, b) => a.size - b.size);

/** Returns where the first entry that should be there builds on. */
const startOf = (removal: string | null): Tip => {
  const { removed } = readNote(removal ?? '{}');
  return removed ? { seq: removed.through, head: Buffer.from(removed.head, 'hex'), time: 0 } : START;
};

/** Returns what walks from entry to entry. */
const createWalk = (start: Tip, checkpoints: readonly Checkpoint[], report: (fault: Fault) => void) => {
  const unexplained = { erased: createBits(), expired: createBits() };
  const counts = { kept: 0, erased: 0, expired: 0, checkpoints: 0 };
  const shown = new Map<string, number>();
  const waiting = checkpoints.filter(({ size }) => size > start.seq);
  let tip: { seq: number; head: Buffer } = start;

  const take = ({ seq, emptied, kind, content }: Row): void => {
    if (emptied) unexplained[emptied].add(seq);
    if (kind === 'record') counts[emptied ?? 'kept']++;
    if (!content) return;
    if (kind === 'record') {
      const { policyHash, textHash } = JSON.parse(content.body) as {
        policyHash: string | null;
        textHash: string | null;
      };
      for (const hash of [policyHash, textHash]) if (hash && !shown.has(hash)) shown.set(hash, seq);
      return;
    }
    const { erased = [], expired } = readNote(content.body);
    for (const named of erased) unexplained.erased.remove(named);
    for (const named of expired ? unpackSeqs(expired) : []) unexplained.expired.remove(named);
  };

  const compare = (row: Row): void => {
    while (waiting[0] && waiting[0].size <= row.seq) {
      const { size, head } = waiting.shift()!;
      counts.checkpoints++;
      // One that is missing has been reported.
      if (size === row.seq && !head.equals(row.head))
        report({ seq: size, what: 'a signed checkpoint says that something else stood here, or before' });
    }
  };

  return {
    counts,
    shown,
    tip: () => tip,
    async step(row: Row): Promise<void> {
      const { seq } = row;
      if (seq !== tip.seq + 1) report({ seq: tip.seq + 1, what: `entries are missing up to ${seq - 1}` });
      else if (!headOf(tip.head, row).equals(row.head))
        report({ seq, what: 'the entry has been moved, or its id, time or kind changed' });
      const what = await wrongIn(row);
      if (what) report({ seq, what });
      else take(row);
      compare(row);
      tip = row;
    },
    end(): void {
      const cut = waiting.at(-1)?.size;
      if (cut) report({ seq: tip.seq + 1, what: `entries have been cut off up to ${cut}` });
      for (const [why, bits] of Object.entries(unexplained))
        for (const seq of bits.first(ENOUGH))
          report({
            seq,
            what: `the record says that it ${why === 'erased' ? 'was erased' : 'expired'}, but the journal never did that`,
          });
    },
  };
};

/**
 * Resolves to what is wrong with the journal, as one walks it from the oldest entry to the newest: an entry changed,
 * removed, moved, added or emptied behind its back, or what was shown changed. What it has erased or removed itself is told apart. Rejects if the
 * journal cannot be read, or a key or checkpoint given is none.
 */
export const verifyJournal = async (journal: Journal, options: VerifyOptions = {}): Promise<Finding> => {
  const { publicKey = journal.publicKey, checkpoints = [] } = options;
  const faults: Fault[] = [];
  const report = (fault: Fault): void => void (faults.length < ENOUGH && faults.push(fault));
  const own = await journal.checkpoints();
  const start = startOf(await journal.lastRemoval());
  const walk = createWalk(start, readAll([...own, ...checkpoints], publicKey, report), report);
  for (let rows = await journal.rows(0, STRIDE); rows.length; rows = await journal.rows(rows.at(-1)!.seq, STRIDE))
    for (const row of rows) await walk.step(row);
  walk.end();
  const size = walk.tip().seq;
  const newest = (await journal.checkpoints()).at(-1);
  const signed = newest ? readCheckpoint(newest).size : 0;
  if (size > signed) report({ seq: signed + 1, what: `entries up to ${size} have been added without a signature` });
  const unresolved: { seq: number; hash: string }[] = [];
  for (const [hash, seq] of walk.shown) {
    const artefact = await journal.artefact(hash);
    if (!artefact) unresolved.push({ seq, hash });
    else if (!(await isWhole(artefact))) report({ seq, what: `what was shown, ${hash}, has been changed` });
  }
  return { faults: faults.toSorted((a, b) => a.seq - b.seq), size, removed: start.seq, unresolved, ...walk.counts };
};
