import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding, Store } from "../../core/store.ts";
import { claimOf, mustClaim, planSession, sampleOutcome, samplePlan, sampleReading } from "../contract/samples.ts";
import { createSqliteStore } from "../open-store.ts";
import { rowHash } from "../row-hash.ts";
import type { Tables } from "../tables.ts";

let home: string;
let store: Store;
let ids = 0;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-check-"));
  ids = 0;
  const file = join(home, "samebut.db");
  store = await createSqliteStore({
    file,
    runFolder: join(home, "run"),
    clock: { now: () => 7_000 },
    ids: { next: () => `v${++ids}` },
    actor: "test",
  });
  await fill(store);
});
afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true, force: true });
});

/** Two finished slots, one that runs, one ready; a reading, a verdict, a delivery. */
async function fill(into: Store): Promise<void> {
  const plan = await planSession(into, 4);
  const options = claimOf(plan);
  for (const name of ["one", "two"]) await into.finish(await mustClaim(into, options), sampleOutcome(name));
  await mustClaim(into, options);
  await into.addReadings("session-1", [sampleReading(sampleOutcome("one").blob.hash)]);
  await into.addVerdict("session-1", { variation: "v1", rating: 4 });
  await into.addVerdict("session-1", { variation: "v1", choice: "pick" });
  await into.addDelivery({
    id: "d1",
    session: "session-1",
    variation: "v1",
    folder: "out",
    files: [],
    createdAt: 8_000,
  });
}

/** Changes rows as nobody should, past every rule of the tables. */
async function tamper(...statements: string[]): Promise<readonly Finding[]> {
  const sqlite = new Sqlite(join(home, "samebut.db"));
  sqlite.pragma("foreign_keys = OFF");
  sqlite.pragma("ignore_check_constraints = ON");
  for (const statement of statements) sqlite.exec(statement);
  sqlite.close();
  return store.check();
}

/** A change that also forges the row's hash, so that only what rows say of each other can tell. */
async function forge(table: keyof Tables, where: string, change: string): Promise<readonly Finding[]> {
  const sqlite = new Sqlite(join(home, "samebut.db"));
  sqlite.exec(`UPDATE "${table}" SET ${change} WHERE ${where}`);
  for (const row of sqlite.prepare<[], { rowid: number }>(`SELECT rowid, * FROM "${table}" WHERE ${where}`).all()) {
    const { rowid, ...columns } = row;
    sqlite.prepare(`UPDATE "${table}" SET hash = ? WHERE rowid = ?`).run(rowHash(table, columns), rowid);
  }
  sqlite.close();
  return store.check();
}

const slot = (position: number): string => `session-1-round-1-slot-${position}`;

describe("check", () => {
  it("finds nothing where nothing happened", async () => {
    expect(await store.check()).toEqual([]);
  });

  it.each([
    ["UPDATE session SET brief = replace(brief, 'green', 'brown')", "session session-1"],
    ["UPDATE attempt SET prompt = 'other'", "attempt session-1-attempt-1"],
    ["UPDATE round SET created_at = created_at + 1", "round session-1-round-1"],
    ["UPDATE arm SET confounded = 1", "arm session-1-round-1-arm"],
    ["UPDATE slot SET recipe = replace(recipe, '4.5', '4.6') WHERE position = 3", `slot ${slot(3)}`],
    ["UPDATE call SET cost_micros = 0 WHERE number = 1 AND cost_micros > 0", `call ${slot(0)} 1`],
    ["UPDATE blob SET width = 65", `blob ${sampleOutcome("one").blob.hash}`],
    ["UPDATE variation SET seconds = 0.5 WHERE id = 'v2'", "variation v2"],
    [
      "UPDATE reading SET body = replace(body, 'present', 'absent')",
      `reading ${sampleOutcome("one").blob.hash} scripted 1 element:a pear`,
    ],
    ["UPDATE verdict SET rating = 5", "verdict v1"],
    ["UPDATE delivery SET folder = 'elsewhere'", "delivery d1"],
  ])("finds a row that was changed: %s", async (statement, where) => {
    const findings = await tamper(statement);
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: "error",
        where,
        message: "The row was changed after it was written.",
      }),
    );
  });

  it.each([
    ["UPDATE event SET data = replace(data, 'pear', 'plum') WHERE seq = 1", "line 1", "changed"],
    ["UPDATE event SET at = at + 1 WHERE seq = 5", "line 5", "changed"],
    ["UPDATE event SET actor = 'other' WHERE seq = 5", "line 5", "changed"],
    ["UPDATE event SET hash = (SELECT hash FROM event WHERE seq = 2) WHERE seq = 5", "line 5", "changed"],
    ["DELETE FROM event WHERE seq = 4", "line 5", "Lines 4 to 4 are missing"],
    ["DELETE FROM event WHERE seq = (SELECT head FROM session)", "session-1", "It ends at line"],
    ["DELETE FROM event", "session-1", "It ends at line 0"],
    ["UPDATE session SET head = head + 1", "session-1", "It ends at line"],
  ])("finds a journal that was changed: %s", async (statement, where, message) => {
    const findings = await tamper(statement);
    expect(findings).toContainEqual(
      expect.objectContaining({
        where: expect.stringContaining(where),
        message: expect.stringContaining(message),
      }),
    );
  });

  it.each([
    ["attempt session-1-attempt-1", "DELETE FROM attempt"],
    ["round session-1-round-1", "DELETE FROM round"],
    ["variation v2", "DELETE FROM variation WHERE id = 'v2'"],
    ["delivery d1", "DELETE FROM delivery"],
  ])("finds that %s is gone, which the journal speaks of", async (where, statement) => {
    const findings = await tamper(statement);
    expect(findings).toContainEqual(expect.objectContaining({ where, message: expect.stringContaining("is gone") }));
  });

  it("finds a row that nothing explains, and one that refers to nothing", async () => {
    const findings = await tamper(
      "INSERT INTO delivery SELECT 'd2', session, 'nowhere', folder, files, created_at, hash FROM delivery",
    );
    expect(findings.map(({ where, message }) => `${where}: ${message}`)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("refers to a variation"),
        expect.stringContaining("delivery d2: It exists, but"),
      ]),
    );
  });

  it.each([
    ["slot", `position = 3`, "state = 'done'", "has no variation"],
    ["slot", `position = 0`, "state = 'failed'", "is not done"],
    ["slot", `position = 0`, "calls = 2", "number of its calls"],
    ["slot", `position = 2`, "owner = 'other'", "another process's"],
    ["slot", `position = 2`, "state = 'ready', owner = NULL", "A call of it is open"],
    ["call", `slot = '${slot(0)}'`, "state = 'failed'", "its newest call is not"],
    ["verdict", "1", "rating = 5", "not what the journal says"],
    ["verdict", "1", "seq = 1", "not what the journal says"],
  ] as const)(
    "finds rows that contradict each other although each is whole: %s %s %s",
    async (table, where, change, message) => {
      const findings = await forge(table, where, change);
      expect(findings).toContainEqual(
        expect.objectContaining({ severity: "error", message: expect.stringContaining(message) }),
      );
      expect(findings.filter((finding) => finding.message.startsWith("The row was changed"))).toEqual([]);
    },
  );

  it("finds a table whose rules were changed", async () => {
    expect(await tamper("DROP INDEX slot_running")).toContainEqual(
      expect.objectContaining({ where: "index slot_running" }),
    );
  });

  it("mentions paid calls that nobody knows the end of", async () => {
    const claim = await mustClaim(store, claimOf(samplePlan(4)));
    await store.fail(claim, { code: "uncertain", message: "The line broke." }, "uncertain");
    expect(await store.check()).toMatchObject([{ severity: "note", where: `slot ${slot(3)}` }]);
  });
});
