import { z } from "zod";
import { Brief, DeliveryTarget, type Reference, mostElements, mostReferences } from "../core/brief.ts";
import { Element, ElementKind, Importance } from "../core/element.ts";
import { invalid } from "../core/errors.ts";
import type { History } from "../core/history.ts";
import { readVariations } from "../core/read-variations.ts";
import { Session } from "../core/session.ts";
import type { Studio } from "../core/studio.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { checkSpending } from "./shared/check-spending.ts";
import { ReferencesField, keepAllGiven, referencesNote } from "./shared/given-picture.ts";
import { historyOf } from "./shared/session-of.ts";

export const reviseBrief = defineOperation({
  name: "revise",
  summary: "Edit the brief: elements, their importance, the delivery target. New elements are read at once.",
  effect: "write",
  input: z.object({
    session: SessionField,
    add: z.array(z.string().trim().min(1).max(500)).default([]).describe("Statements to add as elements"),
    kind: ElementKind.default("subject").describe("Kind of the added elements"),
    remove: z.array(z.string()).default([]).describe("Elements to take out"),
    must: z.array(z.string()).default([]).describe("Elements that must be right"),
    nice: z.array(z.string()).default([]).describe("Elements that are only nice to have"),
    elements: z.array(Element).max(mostElements).optional().describe("The whole list, instead of single edits"),
    target: DeliveryTarget.optional().describe("Size and format of the delivery"),
    references: ReferencesField.describe("Pictures to add that lend their looks: files, or hashes of uploads"),
    unreference: z.array(z.string()).default([]).describe("Names of such pictures to leave out from now on"),
    expectedHead: z.int().optional().describe("Refuse when somebody changed the session after this event"),
  }),
  output: Answer.extend({ session: Session }),
  commandLine: {
    positional: ["session"],
    example: 'samebut revise last --add "steam rises from the cup" --nice matte',
  },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const { session } = history;
    const elements = input.elements ?? edited(session.brief.elements, input);
    if (new Set(elements.map((element) => element.id)).size < elements.length)
      throw invalid("Two elements have the same id.", "Give each element an id of its own.");
    if (elements.length > mostElements)
      throw invalid(
        `A brief has at most ${mostElements} elements; this would be ${elements.length}.`,
        "Join or remove some.",
      );
    const references = await revisedReferences(studio, session.brief.references, input);
    const brief = Brief.parse({ ...session.brief, elements, references, target: input.target ?? session.brief.target });
    await checkReading(studio, history, brief);
    const revised = await studio.store.reviseBrief(session.id, brief, input.expectedHead);
    await readVariations(studio, session.id, signal);
    const note = await referencesNote(studio, revised, signal);
    const lines = brief.elements.map(
      (element) =>
        `  ${element.importance === "must" ? "●" : "○"} ${element.id}: ${element.statement} (${element.kind})`,
    );
    return {
      session: revised,
      summary: [`The brief asks for ${brief.elements.length} elements (● must, ○ nice):`, ...lines, ...note].join("\n"),
      pictures: [],
    };
  },
});

/** A judge that is paid reads every picture again where an element is new. */
async function checkReading(studio: Studio, history: History, brief: Brief): Promise<void> {
  const known = new Set(history.session.brief.elements.map(({ statement }) => statement));
  if (brief.elements.every(({ statement }) => known.has(statement))) return;
  const revised = { ...history, session: { ...history.session, brief } };
  await checkSpending(studio, revised, { title: "", price: { micros: 0, currency: "USD" } }, history.variations.length);
}

async function revisedReferences(
  studio: Studio,
  before: readonly Reference[],
  { references, unreference }: { readonly references: readonly string[]; readonly unreference: readonly string[] },
): Promise<readonly Reference[]> {
  const unknown = unreference.find((name) => !before.some((one) => one.name === name));
  if (unknown !== undefined)
    throw invalid(
      `The brief has no reference “${unknown}”.`,
      `It has: ${before.map(({ name }) => name).join(", ") || "none"}.`,
    );
  const kept = [
    ...before.filter(({ name }) => !unreference.includes(name)),
    ...(await keepAllGiven(studio, references)),
  ];
  if (kept.length > mostReferences)
    throw invalid(
      `A brief has at most ${mostReferences} references; this would be ${kept.length}.`,
      "Leave some out with --unreference.",
    );
  return kept;
}

interface Edits {
  readonly add: readonly string[];
  readonly kind: ElementKind;
  readonly remove: readonly string[];
  readonly must: readonly string[];
  readonly nice: readonly string[];
}

function edited(elements: readonly Element[], edits: Edits): readonly Element[] {
  const find = (name: string): string => {
    const element = elements.find(({ id, statement }) => id === name || statement.toLowerCase() === name.toLowerCase());
    if (element) return element.id;
    throw invalid(
      `The brief has no element “${name}”.`,
      `It has: ${elements.map(({ id }) => id).join(", ") || "none"}.`,
    );
  };
  const removed = new Set(edits.remove.map(find));
  const importance = new Map<string, Importance>([
    ...edits.must.map((name) => [find(name), "must"] as const),
    ...edits.nice.map((name) => [find(name), "nice"] as const),
  ]);
  const kept = elements
    .filter(({ id }) => !removed.has(id))
    .map((element) => ({ ...element, importance: importance.get(element.id) ?? element.importance }));
  return [...kept, ...added(edits, new Set(kept.map(({ id }) => id)))];
}

function added({ add, kind }: Edits, taken: Set<string>): readonly Element[] {
  return add.map((statement) => {
    const id = freeId(statement, taken);
    taken.add(id);
    return {
      id,
      kind,
      statement,
      question: `Does it show this: ${statement}?`,
      importance: "must" as const,
      words: [],
    };
  });
}

function freeId(statement: string, taken: ReadonlySet<string>): string {
  const slug =
    statement
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/gu, "")
      .slice(0, 40) || "element";
  let id = slug;
  for (let n = 2; taken.has(id); n++) id = `${slug}-${n}`;
  return id;
}
