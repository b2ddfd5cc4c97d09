import { join, resolve } from "node:path";
import { z } from "zod";
import { Delivery } from "../core/delivery.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { type History, roundIn } from "../core/history.ts";
import { shortId } from "../core/short-id.ts";
import type { Studio } from "../core/studio.ts";
import { bestSoFar } from "../core/method/advice/value.ts";
import type { Variation } from "../core/variation.ts";
import type { Signer } from "../metadata/c2pa/signer.ts";
import { type NameParts, fileName } from "../delivery/file-name.ts";
import { type DeliveryFile, folderName, writeDeliveryFolder, writeZip } from "../delivery/write-folder.ts";
import { type FileFormat, fileFormats } from "../imaging/files/encode-file.ts";
import { chooseSource, namedVariation } from "./shared/choose-source.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { isSignable, signerFrom, withCredentials } from "./delivery/credentials.ts";
import { lineageOf } from "./delivery/lineage.ts";
import type { FileCheck } from "./delivery/checked-file.ts";
import { type MetadataMode, metadataModes } from "./delivery/picture-words.ts";
import { textFiles, textFormats, textReport } from "./delivery/text-files.ts";
import { isText } from "./text/text-of.ts";
import { pictureOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

const DeliverInput = z.object({
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
  formats: z
    .array(z.enum([...fileFormats, ...textFormats]))
    .min(1)
    .optional()
    .describe("Formats: of a picture for example png jpeg, the brief's when left out; of a text txt, md, html, docx"),
  profile: z.enum(["srgb", "p3"]).default("srgb").describe("Colour space that is embedded: srgb, or p3 (Display P3)"),
  name: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .default("picture")
    .describe(
      "Name of the picture: {title} {session} {variation} {round} {seed} {engine} {model} {width} {height} {date}",
    ),
  metadata: z
    .enum(metadataModes)
    .default("full")
    .describe("What the files say: full, with prompt and recipe; private, only that a machine made it; none"),
  creator: z.string().trim().max(200).default("").describe("Your name, for the creator's field of IPTC"),
  certificate: z
    .string()
    .min(1)
    .optional()
    .describe("Sign the picture (C2PA) with your own certificate: a PEM file, those that issued it included"),
  key: z.string().min(1).optional().describe("PEM file of the certificate's private key; it is read and kept nowhere"),
  zip: z.boolean().default(false).describe("Also write all of it as one .zip beside the folder"),
});

export const deliver = defineOperation({
  name: "deliver",
  summary: "Write the delivery folder: picture or text, recipes, a contact sheet per round, and the report.",
  effect: "write",
  input: DeliverInput,
  output: Answer.extend({
    delivery: Delivery,
    zip: z.string().nullable(),
    /** Each picture file, opened again and compared with what was made; and what could not be done to one. */
    checks: z.array(z.object({ path: z.string(), passed: z.boolean(), sentence: z.string() })),
  }),
  commandLine: {
    positional: ["session"],
    example: 'samebut deliver last --to ./for-the-client --formats png jpeg --name "{title} {width}x{height}" --zip',
  },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const variation = chooseVariation(studio, history, input.variation);
    const name = fileName(input.name, nameParts(studio, history, variation));
    const signer = await signerFrom(input, studio.clock.now());
    const { files, checks } = await filesFor(studio, history, variation, { ...input, name }, signer);
    const usual = join(
      studio.home,
      "deliveries",
      folderName(input.metadata === "private" ? "" : history.session.title, shortId(history.session.id)),
    );
    const written = await writeDeliveryFolder(input.to === undefined ? usual : resolve(input.to), files);
    const at = studio.clock.now();
    const zip = input.zip ? await writeZip(written.folder, files, new Date(at)) : null;
    const delivery: Delivery = {
      id: studio.ids.next(),
      session: history.session.id,
      variation: variation.id,
      createdAt: at,
      folder: written.folder,
      files: [...written.files],
    };
    await studio.store.addDelivery(delivery);
    return {
      delivery,
      zip,
      checks: [...checks],
      summary: [
        `Delivered ${shortId(variation.id)} to ${delivery.folder}`,
        ...delivery.files.map(({ path, bytes }) => `  ${path}  ${sizeOf(bytes)}`),
        ...checks.map(({ sentence }) => sentence),
        ...(zip === null ? [] : [`All of it in one file: ${zip}`]),
        ...(variation.mediaType.startsWith("text/") ? [] : [notes[input.metadata]]),
        ...(signer ? [signedNote] : []),
      ].join("\n"),
      pictures: [pictureOf(history, variation)],
    };
  },
});

const notes: Readonly<Record<MetadataMode, string>> = {
  full: "The picture carries its prompt and recipe; `--metadata private` keeps them out. Chats and social sites often strip what a file says of itself.",
  private: "Nothing in it quotes a prompt: recipe, contact sheets and report were left out.",
  none: "The picture says nothing of itself.",
};

const signedNote =
  "Signed with your certificate. Readers that do not know who issued it call it untrusted; that is about the issuer, not the picture.";

/** Said wherever a signature was asked for: these formats go out without one. */
const unsignedNote = (format: FileFormat): string =>
  `It is not signed: ${format.toUpperCase()} cannot carry Content Credentials here, only PNG, JPEG and WebP can.`;

type DeliverInput = z.output<typeof DeliverInput>;

/** Private files quote nobody, so what quotes the prompt on every page is left out. */
async function filesFor(
  studio: Studio,
  history: History,
  variation: Variation,
  input: DeliverInput,
  signer: Signer | undefined,
): Promise<{ readonly files: readonly DeliveryFile[]; readonly checks: readonly FileCheck[] }> {
  // Drawing and typesetting, a third of the program, is loaded only here.
  const [{ sheetFiles, sidecarFile }, { checkedFile }, { reportFile }] = await Promise.all([
    import("./delivery/delivery-files.ts"),
    import("./delivery/checked-file.ts"),
    import("./delivery/report-file.ts"),
  ]);
  if (isText(variation)) {
    const name = input.name === "picture" ? "text" : input.name;
    const texts = await textFiles(studio, history, variation, { ...input, name, mode: input.metadata });
    if (input.metadata !== "full") return { files: texts, checks: [] };
    const sidecar = await sidecarFile(studio, history, variation);
    return { files: [...texts, sidecar, await textReport(studio, history, variation)], checks: [] };
  }
  const wrong = input.formats?.find((format) => !isPictureFormat(format));
  if (wrong !== undefined)
    throw invalid(`A picture cannot be delivered as ${wrong}.`, `It can as ${fileFormats.join(", ")}.`);
  const formats = new Set<FileFormat>(input.formats?.filter(isPictureFormat) ?? [history.session.brief.target.format]);
  if (signer && ![...formats].some(isSignable))
    throw invalid(
      `${[...formats].join(" and ").toUpperCase()} cannot carry Content Credentials here.`,
      "Add a format that can: --formats png, jpeg or webp.",
    );
  const options = { mode: input.metadata, creator: input.creator, name: input.name, profile: input.profile };
  const pictures: DeliveryFile[] = [];
  const checks: FileCheck[] = [];
  for (const format of formats) {
    const { file, passed, sentence } = await checkedFile(studio, history, variation, { ...options, format });
    const signed = signer && isSignable(format) ? withCredentials(studio, history, variation, file, signer) : file;
    pictures.push(signed);
    const unsigned = signer && signed === file ? ` ${unsignedNote(format)}` : "";
    checks.push({ path: file.path, passed, sentence: sentence + unsigned });
  }
  if (input.metadata === "private") return { files: pictures, checks };
  const files = [...pictures, await sidecarFile(studio, history, variation), ...(await sheetFiles(studio, history))];
  return { files: [...files, await reportFile(studio, history, variation, files, input.metadata, checks)], checks };
}

const isPictureFormat = (format: string): format is FileFormat => fileFormats.some((one) => one === format);

/** What a name may say of the picture. */
function nameParts(studio: Studio, history: History, variation: Variation): NameParts {
  const { recipe } = lineageOf(history, variation).findLast((step) => step.recipe.seed !== null) ?? variation;
  return {
    title: history.session.title,
    session: shortId(history.session.id),
    variation: shortId(variation.id),
    round: roundIn(history, variation.round).kind,
    seed: recipe.seed,
    engine: recipe.engine,
    model: recipe.model ?? null,
    width: variation.width,
    height: variation.height,
    date: new Date(studio.clock.now()).toISOString().slice(0, 10),
  };
}

/** What the person named; else the newest final pass; else the best so far with what was refined on top of it. */
function chooseVariation(studio: Studio, history: History, named: string | undefined): Variation {
  if (named !== undefined) return namedVariation(history, named);
  const final = history.variations.findLast(({ round }) => roundIn(history, round).kind === "final");
  if (final) return final;
  if (bestSoFar(history, accuracyIn(studio))) return chooseSource(studio, history, undefined);
  throw new StudioError("conflict", "There is no finished variation to deliver.", {
    hint: "`samebut orient` makes the first round.",
  });
}

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
