import { z } from "zod";
import { Brief, DeliveryTarget, Medium, Prompt, mostElements } from "../core/brief.ts";
import { Element } from "../core/element.ts";
import type { Engine } from "../core/engine.ts";
import { StudioError } from "../core/errors.ts";
import { dollars } from "../core/spending.ts";
import { type Attempt, Session } from "../core/session.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { Answer, defineOperation } from "./define.ts";
import { ReferencesField, keepAllGiven, referencesNote } from "./shared/given-picture.ts";

/** Which engine a new session uses when none is named. */
export const defaultEngine = "still-life";

const NewSessionInput = z.object({
  prompt: Prompt.describe("The prompt, as you would write it"),
  title: z.string().trim().min(1).max(200).optional().describe("A name for the session"),
  engine: z.string().default(defaultEngine).describe("Engine id; `samebut engines` lists them"),
  judge: z.string().optional().describe("Judge id, or “none” to judge by hand"),
  medium: Medium.default("image").describe("image or text"),
  negativePrompt: z.string().max(20_000).default("").describe("What must not appear"),
  elements: z.array(Element).max(mostElements).optional().describe("The elements, instead of proposed ones"),
  target: DeliveryTarget.optional().describe("Size and format of the delivery"),
  references: ReferencesField,
});
type NewSessionInput = z.output<typeof NewSessionInput>;

export const newSession = defineOperation({
  name: "new",
  summary: "Begin a session from a prompt; its elements are proposed for you to edit.",
  effect: "write",
  input: NewSessionInput,
  output: Answer.extend({ session: Session }),
  commandLine: {
    positional: ["prompt"],
    example: 'samebut new "a green pear on a wooden table, hard light from the left"',
  },
  async run(studio, input, { signal }) {
    const draft = await draftSession(studio, input, signal);
    const session = await studio.store.createSession(draft.session, draft.attempt);
    const note = await referencesNote(studio, session, signal);
    return {
      session,
      summary: [describe(session), ...(await readerPrices(studio, session)), ...note].join("\n"),
      pictures: [],
    };
  },
});

/** What the judge and the proposers cost, where they do. */
async function readerPrices(
  studio: Pick<Studio, "judges" | "proposers">,
  { brief }: Session,
): Promise<readonly string[]> {
  const judge = studio.judges.find(({ id }) => id === brief.judge);
  const reading = priceWords(await judge?.price?.(brief.elements.length).catch(() => null));
  const proposing = studio.proposers.map(async ({ id, price }) => {
    const words = priceWords(await price?.(brief.prompt).catch(() => null));
    return words && `${id}, which proposes, costs ${words} for each question.`;
  });
  return [
    reading && `The judge costs ${reading} for each variation, beside the variation itself.`,
    ...(await Promise.all(proposing)),
  ].filter((line) => line !== undefined);
}

/** undefined for what is free. */
const priceWords = (micros: number | null | undefined): string | undefined =>
  micros === undefined || micros === 0
    ? undefined
    : micros === null
      ? "nobody knows how much"
      : `about ${dollars(micros)}`;

/** A session as it would be stored, and its first attempt. */
export interface SessionDraft {
  readonly session: Omit<Session, "head">;
  readonly attempt: Attempt;
}

export async function draftSession(studio: Studio, input: NewSessionInput, signal: AbortSignal): Promise<SessionDraft> {
  const engine = engineOf(studio, input.engine);
  if (engine.makes !== input.medium) {
    throw new StudioError("refused", `The engine ${engine.id} makes ${engine.makes}s, not ${input.medium}s.`, {
      hint:
        engine.makes === "text"
          ? `For a text: samebut new "…" --engine ${engine.id} --medium text`
          : "`samebut engines` shows what each engine makes.",
    });
  }
  const elements = input.elements ?? (await proposeElements(studio, input.prompt, signal, input.medium));
  const brief = Brief.parse({
    prompt: input.prompt,
    negativePrompt: input.negativePrompt,
    medium: input.medium,
    elements,
    references: await keepAllGiven(studio, input.references),
    target: input.target ?? { format: "png" },
    judge: judgeFor(studio, input.judge, engine),
  });
  const createdAt = studio.clock.now();
  const id = studio.ids.next();
  const attempt = { id: studio.ids.next(), session: id, ordinal: 1, prompt: brief.prompt, reason: "", createdAt };
  return { session: { id, title: input.title ?? titleOf(input.prompt), engine: engine.id, brief, createdAt }, attempt };
}

/** The first proposer that understands the prompt; the last one understands every prompt. */
export async function proposeElements(
  studio: Studio,
  prompt: string,
  signal: AbortSignal,
  medium: Medium = "image",
): Promise<readonly Element[]> {
  for (const proposer of studio.proposers) {
    if (proposer.medium !== "any" && (proposer.medium ?? "image") !== medium) continue;
    const elements = await proposer.proposeElements(prompt, signal);
    if (elements.length > 0) return elements;
  }
  return [];
}

/** A judge of the same name reads what an engine makes; anything else is read only when the person names a judge. */
export function judgeFor(
  studio: Studio,
  asked: string | undefined,
  engine: Pick<Engine, "id" | "makes">,
): string | null {
  if (asked === "none") return null;
  const wanted = asked ?? engine.id;
  // A language model reads texts under a name of its own.
  const judge = studio.judges.find(
    ({ id, reads }) => reads === engine.makes && (id === wanted || id === `${wanted}-${reads}`),
  );
  if (judge) return judge.id;
  // Texts are read by rules where no model reads them: that costs nothing and never guesses.
  if (asked === undefined)
    return engine.makes === "text" ? (studio.judges.find(({ id }) => id === "text-reader")?.id ?? null) : null;
  const known = studio.judges.map((candidate) => candidate.id).join(", ") || "none";
  throw new StudioError("not-found", `There is no judge “${asked}”.`, {
    hint: `Connected: ${known}. Or “none” to judge by hand.`,
  });
}

export const titleOf = (prompt: string): string => {
  const line = prompt.trim().replace(/\s+/gu, " ");
  return line.length <= 80 ? line : `${line.slice(0, 77).trimEnd()}…`;
};

function describe(session: Session): string {
  const { elements, judge } = session.brief;
  const list = elements.map(
    (element) => `  ${element.importance === "must" ? "●" : "○"} ${element.statement} (${element.kind})`,
  );
  const reader =
    judge === null
      ? "Nobody reads them automatically; judge by hand with `samebut judge`."
      : `The judge ${judge} reads them.`;
  const heading =
    elements.length === 0
      ? "No elements were found in the prompt; add them with `samebut revise`."
      : `It asks for ${elements.length} elements. ${reader}`;
  return [`Session ${session.id} on ${session.engine}: ${session.title}`, heading, ...list].join("\n");
}
