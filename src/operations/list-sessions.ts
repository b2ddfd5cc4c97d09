import { z } from "zod";
import { Session } from "../core/session.ts";
import { plural } from "../core/sentences.ts";
import { Answer, defineOperation } from "./define.ts";

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
    search: z.string().max(200).optional().describe("Only those whose title, prompt or elements contain this"),
  }),
  output: Answer.extend({ sessions: z.array(Row) }),
  commandLine: { positional: ["search"], example: "samebut list pear" },
  async run(studio, input) {
    const needle = input.search?.toLowerCase();
    const sessions = (await studio.store.sessions()).filter(
      ({ session }) => needle === undefined || textOf(session).includes(needle),
    );
    const lines = sessions.map(({ session, rounds, variations, deliveries }) => {
      const counts = `${plural(rounds, "round")}, ${plural(variations, "variation")}${deliveries > 0 ? `, delivered ${deliveries}×` : ""}`;
      return `${session.id}  ${new Date(session.createdAt).toISOString().slice(0, 16).replace("T", " ")}  ${counts}  ${session.title}`;
    });
    const empty =
      needle === undefined
        ? 'No session yet. Begin one: samebut new "a green pear on a wooden table"'
        : `No session mentions “${input.search}”.`;
    return { sessions: [...sessions], summary: lines.length > 0 ? lines.join("\n") : empty, pictures: [] };
  },
});

const textOf = (session: Session): string =>
  [session.title, session.brief.prompt, ...session.brief.elements.map((element) => element.statement)]
    .join("\n")
    .toLowerCase();
