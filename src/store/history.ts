import { sql } from "kysely";
import type { History } from "../core/history.ts";
import { notFound } from "../core/errors.ts";
import type { Slot } from "../core/round.ts";
import type { Rows } from "./database.ts";
import { toDelivery } from "./deliveries.ts";
import { toReading } from "./readings.ts";
import { toArm, toRound } from "./rounds.ts";
import { readSession, toAttempt } from "./sessions.ts";
import { toSlot } from "./slots.ts";
import { toVariation, withMedia } from "./variations.ts";
import { toVerdict } from "./verdicts.ts";
import type { Workspace } from "./workspace.ts";

/** One query per table, all of the same moment. */
export const readHistory = ({ database }: Workspace, id: string): Promise<History> =>
  database.read(async (rows) => {
    const session = await readSession(rows, id);
    const attempts = await rows
      .selectFrom("attempt")
      .selectAll()
      .where("session", "=", id)
      .orderBy("ordinal")
      .execute();
    const rounds = await roundsOf(rows, id);
    const arms = await armsOf(rows, id);
    const slots = await slotsOf(rows, id);
    const variations = await withMedia(rows)
      .where("variation.session", "=", id)
      .orderBy(sql`variation.rowid`)
      .execute();
    const slotById = new Map(slots.map((slot) => [slot.id, slot]));
    return {
      session,
      attempts: attempts.map(toAttempt),
      rounds: rounds.map(toRound),
      arms: arms.map(toArm),
      slots,
      variations: variations.map((row) => toVariation(row, slotById.get(row.slot) ?? missing(row.slot))),
      readings: (await readingsOf(rows, id)).map(toReading),
      verdicts: (await verdictsOf(rows, id)).map(toVerdict),
      deliveries: (
        await rows
          .selectFrom("delivery")
          .selectAll()
          .where("session", "=", id)
          .orderBy("created_at")
          .orderBy("id")
          .execute()
      ).map(toDelivery),
    };
  });

/** In the order of attempts, then of rounds. */
const roundsOf = (rows: Rows, session: string) =>
  rows
    .selectFrom("round")
    .innerJoin("attempt", "attempt.id", "round.attempt")
    .selectAll("round")
    .where("round.session", "=", session)
    .orderBy("attempt.ordinal")
    .orderBy("round.ordinal")
    .execute();

const armsOf = (rows: Rows, session: string) =>
  rows
    .selectFrom("arm")
    .innerJoin("round", "round.id", "arm.round")
    .innerJoin("attempt", "attempt.id", "round.attempt")
    .selectAll("arm")
    .where("round.session", "=", session)
    .orderBy("attempt.ordinal")
    .orderBy("round.ordinal")
    .orderBy("arm.ordinal")
    .execute();

async function slotsOf(rows: Rows, session: string): Promise<readonly Slot[]> {
  const found = await rows
    .selectFrom("slot")
    .innerJoin("round", "round.id", "slot.round")
    .innerJoin("attempt", "attempt.id", "round.attempt")
    .leftJoin("variation", "variation.slot", "slot.id")
    .selectAll("slot")
    .select("variation.id as variation")
    .where("slot.session", "=", session)
    .orderBy("attempt.ordinal")
    .orderBy("round.ordinal")
    .orderBy("slot.position")
    .execute();
  return found.map((row) => toSlot(row, row.variation));
}

const readingsOf = (rows: Rows, session: string) =>
  rows
    .selectFrom("reading")
    .selectAll()
    .where("blob", "in", (within) => within.selectFrom("variation").select("blob").where("session", "=", session))
    .orderBy(sql`reading.rowid`)
    .execute();

const verdictsOf = (rows: Rows, session: string) =>
  rows
    .selectFrom("verdict")
    .innerJoin("variation", "variation.id", "verdict.variation")
    .selectAll("verdict")
    .where("variation.session", "=", session)
    .orderBy("verdict.seq")
    .execute();

function missing(slot: string): never {
  throw notFound("slot", slot, "Run `samebut doctor`.");
}
