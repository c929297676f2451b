/** Draws few rows from many columns: every pair of values meets in one of them, and the seed says in which. */
import { createRandom } from './sample.js';

type Columns = Readonly<Record<string, readonly (string | number)[]>>;

/** One value of each column. */
export type Row<Of extends Columns> = { readonly [Name in keyof Of]: Of[Name][number] };

/** How many rows are drawn before the best of them is taken. */
const DRAWS = 40;

/** Returns every row there can be. */
export const allRows = <Of extends Columns>(columns: Of): Row<Of>[] =>
  Object.entries(columns).reduce<Record<string, string | number>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  ) as Row<Of>[];

/** Returns the pairs that a row holds, each as text. */
export const pairsOf = (row: Row<Columns>): string[] => {
  const cells = Object.entries(row).map((cell) => cell.join('='));
  return cells.flatMap((one, index) => cells.slice(index + 1).map((other) => `${one} ${other}`));
};

/** Returns rows in which every pair of values of two columns stands, near as few as can be. */
export function pairwise<const Of extends Columns>(columns: Of, random = createRandom()): Row<Of>[] {
  let all = allRows(columns).map((row) => ({ row, pairs: pairsOf(row) }));
  const met = new Set<string>();
  const gain = ({ pairs }: { pairs: string[] }) => pairs.filter((pair) => !met.has(pair)).length;
  const rows: Row<Of>[] = [];
  // Only rows that bring something, so that each draw brings the end nearer.
  while ((all = all.filter(gain)).length) {
    const drawn = Array.from({ length: DRAWS }, () => all[Math.floor(random() * all.length)]!);
    const best = drawn
      .map((one) => ({ ...one, gain: gain(one) }))
      .reduce((one, two) => (two.gain > one.gain ? two : one));
    for (const pair of best.pairs) met.add(pair);
    rows.push(best.row);
  }
  return rows;
}
