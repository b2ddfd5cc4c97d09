import type { Database } from "better-sqlite3";
import type { Finding } from "../../core/store.ts";
import { chainHash } from "../journal.ts";
import type { EventRow } from "../tables.ts";
import { damage } from "./finding.ts";
import { each } from "./rows.ts";

/** Every line is there, in order and as it was written, and the rows they speak of exist. */
export async function checkJournal(sqlite: Database): Promise<readonly Finding[]> {
  return [...(await checkChains(sqlite)), ...spokenOf.flatMap((pair) => checkSpokenOf(sqlite, pair))];
}

async function checkChains(sqlite: Database): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const heads = new Map(sqlite.prepare<[], [string, number]>("SELECT id, head FROM session").raw().all());
  const last = new Map<string, Pick<EventRow, "seq" | "hash">>();
  for await (const row of each(sqlite, "event", "ORDER BY session, seq")) {
    const event = row as unknown as EventRow;
    const before = last.get(event.session) ?? { seq: 0, hash: "" };
    const where = `journal of session ${event.session}, line ${event.seq}`;
    if (event.seq !== before.seq + 1)
      findings.push(damage(where, `Lines ${before.seq + 1} to ${event.seq - 1} are missing.`));
    else if (chainHash(before.hash, event) !== event.hash)
      findings.push(damage(where, "The line, or one before it, was changed after it was written."));
    last.set(event.session, event);
  }
  for (const [session, head] of heads) {
    const seq = last.get(session)?.seq ?? 0;
    if (seq !== head || head === 0)
      findings.push(damage(`journal of session ${session}`, `It ends at line ${seq}, but ${head} lines were written.`));
  }
  return findings;
}

/** An event, where its data names a row, and that row's table. */
const spokenOf = [
  ["attempt-opened", "attempt"],
  ["round-planned", "round"],
  ["variation-ready", "variation"],
  ["delivery-made", "delivery"],
] as const;

function checkSpokenOf(sqlite: Database, [type, table]: (typeof spokenOf)[number]): readonly Finding[] {
  const named = `SELECT json_extract(data, '$.${table}') AS id FROM event WHERE type = '${type}'`;
  const lost = ids(sqlite, `${named} EXCEPT SELECT id FROM ${table}`);
  const unexplained = ids(sqlite, `SELECT id FROM ${table} EXCEPT ${named}`);
  return [
    ...lost.map((id) => damage(`${table} ${id}`, "The journal speaks of it, but it is gone.")),
    ...unexplained.map((id) => damage(`${table} ${id}`, "It exists, but the journal does not speak of it.")),
  ];
}

const ids = (sqlite: Database, query: string): readonly string[] => sqlite.prepare<[], string>(query).pluck().all();
