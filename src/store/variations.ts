import { z } from "zod";
import type { Slot } from "../core/round.ts";
import type { Outcome } from "../core/store.ts";
import { type Variation, Warning } from "../core/variation.ts";
import type { Rows } from "./database.ts";
import { findId } from "./find.ts";
import { fromJson } from "./json-columns.ts";
import { sealed } from "./row-hash.ts";
import { toSlot } from "./slots.ts";
import type { BlobRow, VariationRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

/** Blob row and variation. The bytes themselves are durable before. */
export async function insertVariation(
  rows: Rows,
  { ids, clock }: Workspace,
  slot: Slot,
  outcome: Outcome,
): Promise<Variation> {
  const { blob, width, height, seconds, cost } = outcome;
  const now = clock.now();
  const stored = {
    sha256: blob.hash,
    bytes: blob.bytes,
    media_type: blob.mediaType,
    width,
    height,
    created_at: now,
  };
  await rows
    .insertInto("blob")
    .values(sealed("blob", stored))
    .onConflict((conflict) => conflict.column("sha256").doNothing())
    .execute();
  const row = sealed("variation", {
    id: ids.next(),
    slot: slot.id,
    session: slot.session,
    blob: blob.hash,
    warnings: JSON.stringify(outcome.warnings),
    seconds,
    cost_micros: cost?.micros ?? null,
    currency: cost?.currency ?? null,
    created_at: now,
    turn: outcome.turn ?? null,
  });
  await rows.insertInto("variation").values(row).execute();
  return toVariation({ ...row, ...(await mediaOf(rows, blob.hash)) }, slot);
}

export const findVariation = ({ database }: Workspace, idOrPart: string): Promise<Variation> =>
  database.read(async (rows) => {
    const id = await findId(rows, "variation", idOrPart);
    const row = await withMedia(rows).where("variation.id", "=", id).executeTakeFirstOrThrow();
    const slot = await rows.selectFrom("slot").selectAll().where("id", "=", row.slot).executeTakeFirstOrThrow();
    return toVariation(row, toSlot(slot, id));
  });

type Media = Pick<BlobRow, "media_type" | "width" | "height">;

const mediaOf = (rows: Rows, sha256: string): Promise<Media> =>
  rows
    .selectFrom("blob")
    .select(["media_type", "width", "height"])
    .where("sha256", "=", sha256)
    .executeTakeFirstOrThrow();

export const withMedia = (rows: Rows) =>
  rows
    .selectFrom("variation")
    .innerJoin("blob", "blob.sha256", "variation.blob")
    .selectAll("variation")
    .select(["blob.media_type", "blob.width", "blob.height"]);

const Warnings = z.array(Warning);

/** @param slot the variation's own: what was planned there is what it was made from */
export const toVariation = (
  row: VariationRow & Media,
  slot: Pick<Slot, "round" | "arm" | "recipe" | "control">,
): Variation => ({
  id: row.id,
  slot: row.slot,
  session: row.session,
  round: slot.round,
  arm: slot.arm,
  blob: row.blob,
  mediaType: row.media_type,
  width: row.width,
  height: row.height,
  recipe: slot.recipe,
  control: slot.control,
  warnings: fromJson(Warnings, row.warnings, `the warnings of variation ${row.id}`),
  seconds: row.seconds,
  cost: row.cost_micros === null || row.currency === null ? null : { micros: row.cost_micros, currency: row.currency },
  createdAt: row.created_at,
  ...(row.turn === null ? {} : { turn: row.turn }),
});
