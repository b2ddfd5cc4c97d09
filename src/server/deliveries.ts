import { open, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeZip } from "client-zip";
import type { Hono } from "hono";
import type { Delivery } from "../core/delivery.ts";
import { StudioError, notFound } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";

/**
 * The files of a delivery, as a browser can open or keep them:
 * GET /deliveries/<session>/<delivery>/<file>, with `?save` as a download, and …/<delivery>.zip with all of them.
 * Only what the delivery's own row lists is ever read.
 */
export function mountDeliveries(app: Hono, { store }: Pick<Studio, "store">): void {
  app.get("/deliveries/:session/:name", async (c) => {
    const { session, name } = c.req.param();
    const delivery = await deliveryOf(store, session, name.replace(/\.zip$/u, ""));
    const folder = basename(delivery.folder);
    for (const { path } of delivery.files)
      await stat(join(delivery.folder, path)).catch((cause: unknown) => {
        throw moved(delivery, cause);
      });
    return new Response(makeZip(entriesOf(delivery, folder)), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": attachment(`${folder}.zip`),
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
  app.get("/deliveries/:session/:delivery/:file", async (c) => {
    const { session, delivery: id, file } = c.req.param();
    const delivery = await deliveryOf(store, session, id);
    const listed = delivery.files.find(({ path }) => path === file);
    if (!listed) throw notFound("file of this delivery", file, `It has ${namesOf(delivery)}.`);
    const data = await readFile(join(delivery.folder, listed.path)).catch((cause: unknown) => {
      throw moved(delivery, cause);
    });
    return new Response(data, {
      headers: {
        "Content-Type": listed.mediaType,
        "Content-Length": String(data.byteLength),
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": c.req.query("save") === undefined ? "inline" : attachment(listed.path),
        // The report brings its styles, fonts and pictures along; nothing in a file may act or ask.
        "Content-Security-Policy":
          "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:",
      },
    });
  });
}

async function deliveryOf(store: Studio["store"], session: string, id: string): Promise<Delivery> {
  const found = await store.findSession(session);
  const delivery = (await store.history(found.id)).deliveries.find((one) => one.id === id);
  if (!delivery) throw notFound("delivery", id, "The final page of the session lists its deliveries.");
  return delivery;
}

async function* entriesOf({ folder, files }: Delivery, name: string) {
  for (const { path } of files) {
    const file = join(folder, path);
    const { mtime, size } = await stat(file);
    const handle = await open(file);
    yield { name: `${name}/${path}`, input: handle.readableWebStream({ autoClose: true }), lastModified: mtime, size };
  }
}

const namesOf = ({ files }: Delivery): string => files.map(({ path }) => path).join(", ");

const attachment = (name: string): string =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/gu, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`;

const moved = ({ folder }: Pick<Delivery, "folder">, cause: unknown): StudioError =>
  new StudioError("not-found", `The delivery is no longer in ${folder}.`, {
    hint: "It was moved or deleted. Deliver it again; nothing of the session is lost.",
    cause,
  });
