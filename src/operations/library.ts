import { z } from "zod";
import type { Session } from "../core/session.ts";
import type { LibraryRow } from "../core/store.ts";
import { Answer, defineOperation } from "./define.ts";
import { wordsOf } from "./shared/search-words.ts";

const Row = z.object({
  id: z.string(),
  session: z.string(),
  round: z.string(),
  blob: z.string(),
  mediaType: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  prompt: z.string(),
  engine: z.string(),
  seed: z.number().nullable(),
  choice: z.enum(["pick", "reject"]).nullable(),
  rating: z.int().nullable(),
  delivered: z.boolean(),
  createdAt: z.number(),
});

const shows = ["all", "starred", "delivered"] as const;

export const library = defineOperation({
  name: "library",
  summary: "Every variation of every session, the newest first: found by prompt, element or title.",
  effect: "read",
  input: z.object({
    search: z.string().max(200).optional().describe("Only those whose prompt, title or elements have all these words"),
    show: z.enum(shows).default("all").describe("all, starred (picked, or rated 4 or 5) or delivered"),
    engine: z.string().optional().describe("Only what this engine made"),
    limit: z.int().min(1).max(100_000).default(100_000).describe("At most so many"),
  }),
  output: Answer.extend({
    variations: z.array(Row),
    /** How many there are before the limit. */
    total: z.int(),
    sessions: z.array(z.object({ id: z.string(), title: z.string() })),
    /** Engines that made any variation here. */
    engines: z.array(z.string()),
  }),
  commandLine: { positional: ["search"], example: "samebut library pear --show starred" },
  async run(studio, { search, show, engine, limit }) {
    const [all, summaries] = await Promise.all([studio.store.library(), studio.store.sessions()]);
    const sessions = new Map(summaries.map(({ session }) => [session.id, session]));
    const texts = new Map(summaries.map(({ session }) => [session.id, textOf(session)]));
    const words = wordsOf(search);
    const found = all.filter(
      (row) =>
        (engine === undefined || row.engine === engine) &&
        (show === "all" || (show === "delivered" ? row.delivered : isStarred(row))) &&
        mentions(`${texts.get(row.session) ?? ""}\n${row.prompt.toLowerCase()}`, words),
    );
    const variations = found.slice(0, limit);
    const named = [...new Set(variations.map((row) => row.session))].flatMap((id) => sessions.get(id) ?? []);
    return {
      variations,
      total: found.length,
      sessions: named.map(({ id, title }) => ({ id, title })),
      engines: [...new Set(all.map((row) => row.engine))].toSorted(),
      summary: describe(variations, found.length),
      pictures: [],
    };
  },
});

const isStarred = ({ choice, rating }: LibraryRow): boolean => choice === "pick" || (rating ?? 0) >= 4;

const mentions = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

const textOf = ({ title, brief }: Session): string =>
  [title, brief.prompt, ...brief.elements.map(({ statement }) => statement)].join("\n").toLowerCase();

const listed = 40;

function describe(rows: readonly LibraryRow[], total: number): string {
  if (total === 0) return "No variation is like that.";
  const lines = rows.slice(0, listed).map(({ id, engine, seed, choice, rating, delivered, prompt }) => {
    const marks = [choice === "pick" ? "★" : "", rating === null ? "" : `${rating}/5`, delivered ? "delivered" : ""];
    return [id, engine, seed === null ? "" : `seed ${seed}`, ...marks, prompt.slice(0, 80)].filter(Boolean).join("  ");
  });
  return [...lines, ...(total > lines.length ? [`and ${total - lines.length} more (--json lists them all)`] : [])].join(
    "\n",
  );
}
