import type { Database } from "better-sqlite3";
import type { Finding } from "../../core/store.ts";
import { type Verdict, VerdictChange, applyVerdict, emptyVerdict } from "../../core/verdict.ts";
import { fromJson } from "../json-columns.ts";
import { rowHash } from "../row-hash.ts";
import type { VerdictRow } from "../tables.ts";
import { toVerdictRow } from "../verdicts.ts";
import { damage } from "./finding.ts";

/** The verdicts are what their events add up to. */
export function checkVerdicts(sqlite: Database): readonly Finding[] {
  const stored = new Map(
    sqlite
      .prepare<[], VerdictRow>("SELECT * FROM verdict")
      .all()
      .map((row) => [row.variation, row]),
  );
  const rebuilt = rebuildVerdicts(sqlite);
  const variations = new Set([...stored.keys(), ...rebuilt.keys()]);
  return [...variations]
    .filter((variation) => contentHash(stored.get(variation)) !== contentHash(rebuilt.get(variation)))
    .map((variation) => damage(`verdict on variation ${variation}`, "It is not what the journal says was judged."));
}

function rebuildVerdicts(sqlite: Database): ReadonlyMap<string, Omit<VerdictRow, "hash">> {
  const verdicts = new Map<string, Verdict>();
  const rows = new Map<string, Omit<VerdictRow, "hash">>();
  const events = sqlite
    .prepare<[], { seq: number; data: string }>(
      "SELECT seq, data FROM event WHERE type = 'verdict-given' ORDER BY session, seq",
    )
    .all();
  for (const { seq, data } of events) {
    const change = fromJson(VerdictChange, data, "the journal");
    const verdict = applyVerdict(verdicts.get(change.variation) ?? emptyVerdict(change.variation), change);
    verdicts.set(change.variation, verdict);
    rows.set(change.variation, toVerdictRow(verdict, seq));
  }
  return rows;
}

const contentHash = (row: object | undefined): string => (row ? rowHash("verdict", row) : "");
