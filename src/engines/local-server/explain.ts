import { StudioError } from "../../core/errors.ts";
import { isBlackPicture } from "../http/black-picture.ts";
import { oneLine } from "../http/failures.ts";
import { type HttpAnswer, textOf } from "../http/request.ts";
import type { SentPicture } from "../http/picture-bytes.ts";

/** What servers on one's own computer say about their model, in our words; undefined when it is something else. */
export function modelTrouble(server: string, said: string): StudioError | undefined {
  if (/out of memory|OutOfMemory|failed to allocate|alloc.*failed/iu.test(said))
    return new StudioError("unavailable", `${server} ran out of memory: ${oneLine(said)}`, {
      hint: "Ask for a smaller size, or close what else uses the graphics card.",
    });
  if (/\bNaNs?\b|NansException/u.test(said))
    return new StudioError("unavailable", `The numbers of ${server} overflowed: ${oneLine(said)}`, {
      hint: "Choose another VAE or full precision in it (--no-half-vae), or another seed.",
    });
  return undefined;
}

export const explainModelTrouble =
  (server: string) =>
  (answer: HttpAnswer): StudioError | undefined =>
    answer.status >= 500 ? modelTrouble(server, textOf(answer).slice(0, 20_000)) : undefined;

/** Overflowed numbers and filters come out as a picture of nothing but black. */
export async function refuseBlackPicture({ data }: SentPicture, server: string): Promise<void> {
  if (await isBlackPicture(data))
    throw new StudioError(
      "corrupt",
      `${server} sent a picture of nothing but black: its numbers overflowed, or a filter took the picture away.`,
      {
        hint: "Choose another VAE or full precision in it, or another seed or prompt.",
      },
    );
}
