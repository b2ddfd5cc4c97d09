import { useQueries, useQuery } from "@tanstack/react-query";
import { type Output, api, pictureAddress, send } from "../../api.ts";
import type { Outline } from "../../queries.ts";

/** What the server reads in a text. */
export type Report = Output<"check">;
export type Place = Report["spans"][number];
export type Family = Place["family"];
export type Dial = Report["dials"][number];
export type Finding = Report["elements"][number];
export type NotInBrief = Report["unsupported"][number];

/** A text and what was read in it. */
export interface ReadText {
  readonly text: string;
  readonly report: Report;
}

/** A brief without elements says nothing that a text could be held against: its prompt may be a mere file name. */
function questionOf({ session }: Outline, text: string): Parameters<typeof api.check>[0] {
  const { prompt, elements } = session.brief;
  return { text, ...(elements.length === 0 ? {} : { brief: prompt, elements }) };
}

/** Asked once for the same bytes and the same brief. */
function readQuery(outline: Outline, hash: string | undefined) {
  const { prompt, elements } = outline.session.brief;
  return {
    queryKey: ["text", hash ?? "", prompt, elements] as const,
    enabled: hash !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<ReadText> => {
      const text = await (await send(pictureAddress(hash ?? ""), {})).text();
      return { text, report: await api.check(questionOf(outline, text)) };
    },
  };
}

export const useReadText = (outline: Outline, hash: string | undefined) => useQuery(readQuery(outline, hash));

export const useReadTexts = (outline: Outline, hashes: readonly (string | undefined)[]) =>
  useQueries({ queries: hashes.map((hash) => readQuery(outline, hash)) });
