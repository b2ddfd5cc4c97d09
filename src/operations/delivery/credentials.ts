import { readFile } from "node:fs/promises";
import { StudioError, invalid } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { DeliveryFile } from "../../delivery/write-folder.ts";
import type { FileFormat } from "../../imaging/files/encode-file.ts";
import { signFile, signable } from "../../metadata/c2pa/sign-file.ts";
import { type Signer, createSigner } from "../../metadata/c2pa/signer.ts";
import { lineageOf } from "./lineage.ts";
import { sourceTypeOf, systemNameOf } from "./picture-words.ts";

export interface SigningFiles {
  readonly certificate?: string | undefined;
  readonly key?: string | undefined;
}

/** The person's own certificate and key, read for this delivery and kept nowhere; undefined where none is named. */
export async function signerFrom(files: SigningFiles, now: number): Promise<Signer | undefined> {
  const { certificate, key } = files;
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined)
    throw invalid(
      "Signing takes a certificate and its private key.",
      "Name both: --certificate mine.pem --key mine.key",
    );
  const passphrase = process.env["SAMEBUT_SIGNING_PASSPHRASE"];
  return createSigner(await readText(certificate), await readText(key), { passphrase, now });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new StudioError("not-found", `${file} cannot be read.`, {
      hint: "Check the name and its permissions.",
      cause,
    });
  }
}

/** Whether a format can carry Content Credentials here. */
export const isSignable = (format: FileFormat): boolean => signable.has(format);

/** The picture with Content Credentials: the last thing written into it. */
export function withCredentials(
  studio: Pick<Studio, "version" | "ids">,
  history: History,
  variation: Variation,
  file: DeliveryFile,
  signer: Signer,
): DeliveryFile {
  const digitalSourceType = sourceTypeOf(history, variation);
  const steps = lineageOf(history, variation);
  const facts = {
    version: studio.version,
    id: studio.ids.next(),
    instance: studio.ids.next(),
    title: file.path,
    mediaType: file.mediaType,
    digitalSourceType,
    created: digitalSourceType?.endsWith("/trainedAlgorithmicMedia") ?? false,
    agent: systemNameOf(steps[0] ?? variation),
    actions: [...new Set(steps.slice(1).flatMap(actionsOf))],
  };
  return { ...file, data: signFile(file.data, facts, signer) };
}

/** What a step did, in C2PA's names. */
function actionsOf({ recipe }: Variation): readonly string[] {
  const kinds = recipe.adjustments.map(({ kind }) => names[kind] ?? "c2pa.color_adjustments");
  return recipe.engine === "adjust" ? kinds : ["c2pa.edited", ...kinds];
}

const names: Readonly<Record<string, string>> = {
  crop: "c2pa.cropped",
  extend: "c2pa.edited",
  resize: "c2pa.resized",
  sharpen: "c2pa.edited",
};
