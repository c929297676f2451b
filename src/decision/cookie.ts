/** Writes a decision as one short cookie value and reads it back; browser, server and receiver share this. */
import { OPTIONAL_CELLS, own, statusOf, type Cell, type Decision } from './cells.js';
import { compareVersions, DAY } from './validity.js';

/** The name on https: no subdomain can set a cookie of this prefix for the site (RFC 6265bis §4.1.3.2). */
export const SECURE_NAME = '__Host-samtycke';

/** The name on plain http, and where the manifest shares the cookie over a domain. */
export const PLAIN_NAME = 'samtycke';

const FORMAT = /^1_(accepted|rejected|custom)_(\d{1,5}\.\d{1,5}\.\d{1,5})_(0|[1-9]\d{0,10})_([01-]{9})(_g)?$/;

/** Returns the time that the cookie keeps: whole seconds, and of a refusal only its day, so that it cannot tell visitors apart (R40). */
export const keptAt = ({ cells, at }: Pick<Decision, 'cells' | 'at'>): number =>
  at - (at % (statusOf(cells) === 'rejected' ? DAY : 1000));

/**
 * Returns the cookie value: `1_custom_2.0.0_1795369683_---01-001_g`, that is the format's version, the status, the policy
 * version, seconds since 1970, the nine optional cells in order (`1` granted, `0` refused, `-` not asked), and `_g` if
 * the yes overrides Global Privacy Control.
 */
export const encodeDecision = (decision: Decision): string => {
  const { cells, policy, gpc } = decision;
  const status = statusOf(cells);
  const bits = OPTIONAL_CELLS.map((cell) => {
    const said = own(cells, cell);
    return said === undefined ? '-' : Number(said);
  });
  return [
    1,
    status,
    policy,
    keptAt(decision) / 1000,
    bits.join(''),
    ...(gpc && status !== 'rejected' ? ['g'] : []),
  ].join('_');
};

/** Returns the decision in a cookie value, or `undefined` if it is anything but what `encodeDecision` writes. */
export const decodeDecision = (value: string): Decision | undefined => {
  const match = FORMAT.exec(value);
  if (!match) return undefined;
  const [, status, policy = '', seconds, bits = '', gpc] = match;
  const cells: Partial<Record<Cell, boolean>> = {};
  OPTIONAL_CELLS.forEach((cell, index) => {
    if (bits[index] !== '-') cells[cell] = bits[index] === '1';
  });
  // A refusal says no more than its day, or it could tell visitors apart (R40).
  if (statusOf(cells) !== status || (status === 'rejected' && (gpc || (Number(seconds) * 1000) % DAY)))
    return undefined;
  return { cells, policy, at: Number(seconds) * 1000, ...(gpc && { gpc: true }) };
};

/** Returns every value that a `Cookie` header, or `document.cookie`, holds under one of the names. */
export const cookieValues = (header: string, names: readonly string[]): string[] =>
  header.split(';').flatMap((pair) => {
    const cut = pair.indexOf('=');
    return cut > 0 && names.includes(pair.slice(0, cut).trim()) ? [pair.slice(cut + 1).trim()] : [];
  });

/**
 * Returns the decision that the header holds under the names, or `undefined`. Several cookies of one name (tossed by a
 * subdomain or left on another path) are read at their strictest; one that cannot be read makes it none.
 */
export const readDecision = (header: string, names: readonly string[]): Decision | undefined => {
  const read = cookieValues(header, names).map(decodeDecision);
  if (read.length < 2) return read[0];
  const all = read.filter((decision): decision is Decision => !!decision);
  if (all.length < read.length) return undefined;
  const cells: Partial<Record<Cell, boolean>> = {};
  for (const cell of OPTIONAL_CELLS) {
    const said = all.map((one) => own(one.cells, cell));
    if (said.some((one) => one !== undefined)) cells[cell] = said.every(Boolean);
  }
  const { policy } = all.reduce((a, b) => (compareVersions(a.policy, b.policy, 3) > 0 ? b : a));
  return { cells, policy, at: Math.min(...all.map(({ at }) => at)), ...(all.every(({ gpc }) => gpc) && { gpc: true }) };
};
