import type { Database } from "better-sqlite3";
import type { Finding } from "../../core/store.ts";
import { damage } from "./finding.ts";

/** Slots, calls and variations say the same; each rule finds the ids that break it. */
const rules: readonly {
  readonly what: string;
  readonly message: string;
  readonly broken: string;
}[] = [
  {
    what: "slot",
    message: "It is done, but has no variation.",
    broken: "SELECT id FROM slot WHERE state = 'done' AND id NOT IN (SELECT slot FROM variation)",
  },
  {
    what: "slot",
    message: "It has a variation, but is not done.",
    broken: "SELECT slot.id FROM slot JOIN variation ON variation.slot = slot.id WHERE state <> 'done'",
  },
  {
    what: "slot",
    message: "The number of its calls is not what was written with it.",
    broken:
      "SELECT id FROM slot WHERE calls <> (SELECT count(*) FROM call WHERE slot = slot.id) OR calls <> (SELECT coalesce(max(number), 0) FROM call WHERE slot = slot.id)",
  },
  {
    what: "slot",
    message: "It is running, but its newest call is not, or is another process's.",
    broken: `SELECT slot.id FROM slot LEFT JOIN call ON call.slot = slot.id AND call.number = slot.calls
      WHERE slot.state = 'running' AND (call.state IS NULL OR call.state NOT IN ('started', 'submitted') OR call.owner <> slot.owner)`,
  },
  {
    what: "slot",
    message: "A call of it is open, though it is not running or has a newer one.",
    broken: `SELECT DISTINCT slot.id FROM slot JOIN call ON call.slot = slot.id
      WHERE call.state IN ('started', 'submitted') AND (slot.state <> 'running' OR call.number <> slot.calls)`,
  },
  {
    what: "slot",
    message: "It is done, but its newest call is not.",
    broken:
      "SELECT slot.id FROM slot JOIN call ON call.slot = slot.id AND call.number = slot.calls WHERE slot.state = 'done' AND call.state <> 'done'",
  },
  {
    what: "slot",
    message: "Its arm, round and session do not belong together.",
    broken: `SELECT slot.id FROM slot JOIN arm ON arm.id = slot.arm JOIN round ON round.id = slot.round JOIN attempt ON attempt.id = round.attempt
      WHERE arm.round <> slot.round OR round.session <> slot.session OR attempt.session <> slot.session`,
  },
  {
    what: "variation",
    message: "Its slot belongs to another session.",
    broken:
      "SELECT variation.id FROM variation JOIN slot ON slot.id = variation.slot WHERE slot.session <> variation.session",
  },
];

export function checkWork(sqlite: Database, isAlive: (owner: string) => boolean): readonly Finding[] {
  const broken = rules.flatMap(({ what, message, broken: query }) =>
    ids(sqlite, query).map((id) => damage(`${what} ${id}`, message)),
  );
  return [...broken, ...abandoned(sqlite, isAlive), ...uncertain(sqlite)];
}

/** No damage: what a killed process leaves behind. */
function abandoned(sqlite: Database, isAlive: (owner: string) => boolean): readonly Finding[] {
  const running = sqlite
    .prepare<[], { round: string; owner: string }>("SELECT DISTINCT round, owner FROM slot WHERE state = 'running'")
    .all();
  const rounds = new Set(running.filter(({ owner }) => !isAlive(owner)).map(({ round }) => round));
  return [...rounds].map((round) => ({
    severity: "note",
    where: `round ${round}`,
    message: "The process that worked on it ended before it was done.",
    hint: "`samebut resume` goes on with it.",
  }));
}

const uncertain = (sqlite: Database): readonly Finding[] =>
  ids(sqlite, "SELECT id FROM slot WHERE state = 'uncertain'").map((id) => ({
    severity: "note",
    where: `slot ${id}`,
    message: "Nobody knows whether its call was charged.",
    hint: "Look at the provider's own list, then try it again or leave it.",
  }));

const ids = (sqlite: Database, query: string): readonly string[] => sqlite.prepare<[], string>(query).pluck().all();
