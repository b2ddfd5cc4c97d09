import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { type SentPicture, sentPicture } from "../http/picture-bytes.ts";

/** The file that a server made and named. Servers let people delete them at any time. */
export async function fetchMadePicture(http: HttpClient, path: string, signal: AbortSignal): Promise<SentPicture> {
  const { name } = http.service;
  const answer = await http
    .ask({ path, effect: "read", signal, maximumBytes: 512 * 2 ** 20 })
    .catch((error: unknown) => {
      const gone = error instanceof StudioError && [404, 410].includes(Number(error.facts["status"]));
      if (!gone) throw error;
      throw new StudioError("unavailable", `${name} no longer has the picture that it made.`, {
        hint: "Somebody deleted or moved it there. Draw it again: `samebut resume --failed`.",
        cause: error,
      });
    });
  return sentPicture(answer.data, name);
}
