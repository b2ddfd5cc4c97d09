import { z } from "zod";
import { Session } from "../core/session.ts";
import { plural } from "../core/sentences.ts";
import { Answer, defineOperation } from "./define.ts";
import { LessonLine, lessonsAbout } from "./lessons.ts";
import { wordsOf } from "./shared/search-words.ts";

const mostLessons = 5;

const Row = z.object({
  session: Session,
  rounds: z.int(),
  variations: z.int(),
  deliveries: z.int(),
  thumbnail: z.string().nullable(),
});

export const listSessions = defineOperation({
  name: "list",
  summary: "All sessions of this workspace, the newest first.",
  effect: "read",
  input: z.object({
    search: z.string().max(200).optional().describe("Only those whose title, prompt or elements have all these words"),
  }),
  output: Answer.extend({
    sessions: z.array(Row),
    /** What was learned about the words that are looked for; the most telling first. */
    lessons: z.array(LessonLine),
  }),
  commandLine: { positional: ["search"], example: "samebut list pear" },
  async run(studio, input) {
    const words = wordsOf(input.search);
    const sessions = (await studio.store.sessions()).filter(({ session }) => {
      const text = textOf(session);
      return words.every((word) => text.includes(word));
    });
    const learned = words.length === 0 ? [] : await lessonsAbout(studio, words, mostLessons);
    const lines = sessions.map(({ session, rounds, variations, deliveries }) => {
      const counts = `${plural(rounds, "round")}, ${plural(variations, "variation")}${deliveries > 0 ? `, delivered ${deliveries}×` : ""}`;
      return `${session.id}  ${new Date(session.createdAt).toISOString().slice(0, 16).replace("T", " ")}  ${counts}  ${session.title}`;
    });
    const empty =
      words.length === 0
        ? 'No session yet. Begin one: samebut new "a green pear on a wooden table"'
        : `No session mentions “${input.search}”.`;
    const found = lines.length > 0 ? lines : [empty];
    const summary = [...found, ...learned.map(({ sentence }) => `Lesson: ${sentence}`)].join("\n");
    return { sessions: [...sessions], lessons: learned, summary, pictures: [] };
  },
});

const textOf = (session: Session): string =>
  [session.title, session.brief.prompt, ...session.brief.elements.map((element) => element.statement)]
    .join("\n")
    .toLowerCase();
