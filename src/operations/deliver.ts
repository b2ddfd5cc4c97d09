import { join, resolve } from "node:path";
import { z } from "zod";
import { Delivery } from "../core/delivery.ts";
import { StudioError } from "../core/errors.ts";
import { type History, roundIn, variationIn } from "../core/history.ts";
import { shortId } from "../core/short-id.ts";
import type { Studio } from "../core/studio.ts";
import { bestSoFar } from "../core/method/value.ts";
import type { Variation } from "../core/variation.ts";
import { folderName, writeDeliveryFolder } from "../delivery/write-folder.ts";
import { namedVariation } from "./shared/choose-source.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { pictureOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

export const deliver = defineOperation({
  name: "deliver",
  summary: "Write the delivery folder: picture, recipes, a contact sheet per round, and the report.",
  effect: "write",
  input: z.object({
    session: SessionField,
    variation: z
      .string()
      .optional()
      .describe("What to deliver; the newest final pass, else the best so far, when left out"),
    to: z
      .string()
      .min(1)
      .optional()
      .describe("A new folder to write; never overwritten. The workspace's own when left out"),
  }),
  output: Answer.extend({ delivery: Delivery }),
  commandLine: { positional: ["session"], example: "samebut deliver last --to ./for-the-client" },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const variation = chooseVariation(studio, history, input.variation);
    // Drawing and typesetting, a third of the program, is loaded only here.
    const [{ pictureFile, sheetFiles, sidecarFile }, { reportFile }] = await Promise.all([
      import("./delivery/delivery-files.ts"),
      import("./delivery/report-file.ts"),
    ]);
    const name = folderName(history.session.title, shortId(history.session.id));
    const pictures = [
      await pictureFile(studio, history, variation),
      await sidecarFile(studio, history, variation),
      ...(await sheetFiles(studio, history)),
    ];
    const files = [...pictures, await reportFile(studio, history, variation, pictures)];
    const wanted = input.to === undefined ? join(studio.home, "deliveries", name) : resolve(input.to);
    const written = await writeDeliveryFolder(wanted, files);
    const delivery: Delivery = {
      id: studio.ids.next(),
      session: history.session.id,
      variation: variation.id,
      createdAt: studio.clock.now(),
      folder: written.folder,
      files: [...written.files],
    };
    await studio.store.addDelivery(delivery);
    return {
      delivery,
      summary: [
        `Delivered ${shortId(variation.id)} to ${delivery.folder}`,
        ...delivery.files.map(({ path, bytes }) => `  ${path}  ${sizeOf(bytes)}`),
      ].join("\n"),
      pictures: [pictureOf(history, variation)],
    };
  },
});

/** What the person named; else the newest final pass; else the best so far. */
function chooseVariation(studio: Studio, history: History, named: string | undefined): Variation {
  if (named !== undefined) return namedVariation(history, named);
  const final = history.variations.findLast(({ round }) => roundIn(history, round).kind === "final");
  const best = final?.id ?? bestSoFar(history, accuracyIn(studio))?.variation;
  if (best !== undefined) return variationIn(history, best);
  throw new StudioError("conflict", "There is no finished variation to deliver.", {
    hint: "`samebut orient` makes the first round.",
  });
}

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
