/** A round as the tree needs it, in the order they were made. */
export interface TreeRound {
  readonly id: string;
  readonly attempt: string;
  /** The round it goes on from; null for an orientation. */
  readonly parent: string | null;
}

/** One row of the drawing: time runs down, lines run in columns. */
export interface Branch {
  readonly round: string;
  /** Column of its knot, from 0. */
  readonly lane: number;
  /** Whether a line comes to it from above. */
  readonly grows: boolean;
  /** Columns whose lines pass by on their way to a later round. */
  readonly passing: readonly number[];
  /** Columns that leave this knot downwards, one per round that goes on from it. */
  readonly opens: readonly number[];
}

/**
 * Columns for a tree of rounds: the first child stays in its parent's column, every other one takes the first free column
 * from the parent on, so that no two lines share one. Each attempt starts again at column 0.
 */
export function branchesOf(rounds: readonly TreeRound[]): readonly Branch[] {
  const heirs = heirsOf(rounds);
  /** Per column the row that its line leads to; undefined where it is free. */
  let leadsTo: (number | undefined)[] = [];
  let attempt = "";
  return rounds.map((round, row) => {
    if (round.attempt !== attempt) [attempt, leadsTo] = [round.attempt, []];
    const reserved = leadsTo.indexOf(row);
    const lane = reserved === -1 ? firstFree(leadsTo) : reserved;
    leadsTo[lane] = undefined;
    const passing = leadsTo.flatMap((to, column) => (to === undefined ? [] : [column]));
    const opens = (heirs.get(round.id) ?? []).map((heir, index) => {
      const column = index === 0 ? lane : firstFree(leadsTo);
      leadsTo[column] = heir;
      return column;
    });
    return { round: round.id, lane, grows: reserved !== -1, passing, opens };
  });
}

/** For each round the rows of those of its attempt that go on from it. */
function heirsOf(rounds: readonly TreeRound[]): ReadonlyMap<string, readonly number[]> {
  const attemptOf = new Map(rounds.map(({ id, attempt }) => [id, attempt]));
  const heirs = new Map<string, number[]>();
  rounds.forEach(({ parent, attempt }, row) => {
    if (parent === null || attemptOf.get(parent) !== attempt) return;
    const rows = heirs.get(parent);
    if (rows) rows.push(row);
    else heirs.set(parent, [row]);
  });
  return heirs;
}

function firstFree(leadsTo: readonly (number | undefined)[]): number {
  const free = leadsTo.findIndex((to) => to === undefined);
  return free === -1 ? leadsTo.length : free;
}

/** How many columns the drawing needs. */
export const columnsIn = (branches: readonly Branch[]): number =>
  Math.max(1, ...branches.map(({ lane, passing, opens }) => 1 + Math.max(lane, ...passing, ...opens)));
