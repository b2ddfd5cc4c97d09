import { Delivery } from "../core/delivery.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { sealed } from "./row-hash.ts";
import type { DeliveryRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

export const addDelivery = (workspace: Workspace, delivery: Delivery): Promise<void> =>
  workspace.database.write(async (rows) => {
    const { id, session, variation, folder, files, createdAt } = delivery;
    const row = {
      id,
      session,
      variation,
      folder,
      files: JSON.stringify(files),
      created_at: createdAt,
    };
    await rows.insertInto("delivery").values(sealed("delivery", row)).execute();
    await record(rows, workspace, session, "delivery-made", {
      delivery: id,
      variation,
      folder,
      files: files.length,
    });
  });

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  session: row.session,
  variation: row.variation,
  folder: row.folder,
  files: fromJson(Delivery.shape.files, row.files, `the files of delivery ${row.id}`),
  createdAt: row.created_at,
});
