import { describeChange } from "../../core/change.ts";
import { type History, armsOf, currentAttempt, roundIn, roundsOf, slotsOf, verdictOn } from "../../core/history.ts";
import type { Arm, Slot } from "../../core/round.ts";
import { capitalised } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { type Truths, createTruths } from "../../core/method/interpretation/truth.ts";
import { bestOf } from "../../core/method/advice/value.ts";
import type { Variation } from "../../core/variation.ts";
import { wordDiff } from "../../core/word-diff.ts";
import type { DeliveryFile } from "../../delivery/write-folder.ts";
import { buildReport } from "../../report/build-report.ts";
import type {
  ReportArm,
  ReportElement,
  ReportModel,
  ReportRecipe,
  ReportRound,
  ReportTile,
} from "../../report/report-model.ts";
import { reportPicture } from "../../report/report-picture.ts";
import { effectsOfRound } from "../shared/effects-of-round.ts";
import { interpretRound } from "../shared/interpret-round.ts";
import type { FileCheck } from "./checked-file.ts";
import { finalCheck } from "./final-check.ts";
import { lineageOf, wayOf } from "./lineage.ts";
import type { MetadataMode } from "./picture-words.ts";
import { type MethodOptions, methodOptions } from "../shared/method-options.ts";
import { methods } from "./report-methods.ts";

interface Telling {
  readonly studio: Studio;
  readonly history: History;
  readonly truths: Truths;
  readonly options: MethodOptions;
  readonly delivered: Variation;
  /** What the delivered files say of themselves. */
  readonly mode: MetadataMode;
  /** What was found when the files were opened again. */
  readonly checks: readonly FileCheck[];
}

/** The report of a session: what was asked, what was understood, each change and what it did, the picture. */
export async function reportFile(
  studio: Studio,
  history: History,
  delivered: Variation,
  files: readonly DeliveryFile[],
  mode: MetadataMode,
  checks: readonly FileCheck[],
): Promise<DeliveryFile> {
  const options = await methodOptions(studio, history);
  const telling: Telling = {
    studio,
    history,
    options,
    truths: createTruths(history, options),
    delivered,
    mode,
    checks,
  };
  const model = await modelOf(telling, delivered, files);
  return { path: "report.html", mediaType: "text/html", data: new TextEncoder().encode(buildReport(model)) };
}

async function modelOf(telling: Telling, delivered: Variation, files: readonly DeliveryFile[]): Promise<ReportModel> {
  const { studio, history } = telling;
  const rounds = history.attempts.flatMap(({ id }) => roundsOf(history, id));
  const before = bestOfFirst(telling, rounds[0]?.id);
  const picture = await reportPicture(await studio.blobs.read(delivered.blob), "The delivered picture", "large");
  return {
    title: history.session.title,
    date: new Date(studio.clock.now()).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
    version: studio.version,
    summary: summaryOf(telling, delivered),
    prompt: currentAttempt(history).prompt,
    negativePrompt: history.session.brief.negativePrompt,
    elements: elementsOf(telling, delivered, rounds[0]?.id),
    delivery: {
      picture,
      files: files.map(({ path, mediaType }) => ({ name: path, about: aboutFile(path, mediaType) })),
    },
    before:
      before && before.blob !== delivered.blob
        ? await reportPicture(await studio.blobs.read(before.blob), "The best picture of the first round", "large")
        : null,
    rounds: await Promise.all(rounds.map((round) => roundOf(telling, round.id))),
    check: await finalCheck(studio, history, delivered, picture, telling),
    advice: [],
    recipes: lineageOf(history, delivered).map((step, index) => recipeOf(step, index)),
    methods,
  };
}

function summaryOf({ history, truths }: Telling, delivered: Variation): string {
  const { elements } = history.session.brief;
  const right = elements.filter((element) => truths.observation(element, delivered).answer === "present").length;
  const made = history.variations.length;
  const rounds = history.rounds.length;
  const seen =
    elements.length === 0
      ? ""
      : ` ${right} of ${elements.length} elements of the brief are read in the delivered picture.`;
  return `${made} ${made === 1 ? "picture" : "pictures"} in ${rounds} ${rounds === 1 ? "round" : "rounds"}${history.attempts.length > 1 ? ` and ${history.attempts.length} attempts` : ""}.${seen}`;
}

function bestOfFirst({ history, truths }: Telling, round: string | undefined): Variation | undefined {
  const candidates = history.variations.filter((variation) => variation.round === round);
  const best = bestOf(history, candidates, truths);
  return candidates.find(({ id }) => id === best?.variation);
}

function elementsOf(
  { history, truths, options }: Telling,
  delivered: Variation,
  first: string | undefined,
): ReportElement[] {
  const read = first === undefined ? [] : interpretRound(history, first, options).elements;
  return history.session.brief.elements.map((element) => ({
    statement: element.statement,
    importance: element.importance,
    answer:
      history.session.brief.judge === null && verdictOn(history, delivered.id).elements[element.id] === undefined
        ? null
        : truths.observation(element, delivered).answer,
    sentence: read.find((one) => one.element === element.id)?.sentence ?? "",
  }));
}

async function roundOf(telling: Telling, round: string): Promise<ReportRound> {
  const { history, options } = telling;
  const { kind, ordinal } = roundIn(history, round);
  const interpretation = kind === "orientation" ? interpretRound(history, round, options) : undefined;
  const sentences = interpretation
    ? [
        interpretation.sentence,
        ...interpretation.assumptions.map(({ sentence }) => sentence),
        ...(interpretation.mostBroken ? [interpretation.mostBroken.why] : []),
      ]
    : [];
  return {
    name: `Round ${ordinal} · ${capitalised(kind)}`,
    sentences,
    arms: await Promise.all(armsOf(history, round).map((arm) => armOf(telling, arm))),
  };
}

async function armOf(telling: Telling, arm: Arm): Promise<ReportArm> {
  const { studio, history, options } = telling;
  const slots = slotsOf(history, arm.round).filter((slot) => slot.arm === arm.id);
  const controls = new Set(slots.map(({ control }) => control));
  const control = history.variations.find(({ id }) => controls.has(id));
  const shared = controls.size === 1;
  const parent = shared && control ? { ...(await tileOf(telling, control)), name: "before" } : null;
  const effects =
    effectsOfRound(studio, history, arm.round, options).find((effect) => effect.arm === arm.id)?.elements ?? [];
  const prompt = slots[0]?.recipe.prompt;
  return {
    heading: arm.change ? capitalised(describeChange(arm.change)) : "The prompt as written",
    why: whyOf(history, arm),
    promptDiff: promptDiffOf(history, arm, control?.recipe.prompt, prompt),
    parent,
    tiles: await Promise.all(slots.map((slot) => slotTile(telling, slot, !shared))),
    pair: await pairOf(telling, arm),
    effects:
      arm.change?.kind === "adjustment"
        ? []
        : effects.map(({ statement, target, sentence, difference, interval90, n }) => ({
            statement,
            target,
            sentence,
            difference,
            interval90,
            n,
          })),
  };
}

/** The step of this arm that went on into the delivery, over what it was made from. A final pass has its own check. */
async function pairOf({ studio, history, delivered }: Telling, arm: Arm): Promise<ReportArm["pair"]> {
  const step = wayOf(history, delivered).find((one) => one.arm === arm.id);
  const control = history.variations.find(({ id }) => id === step?.control);
  if (!step || !control || roundIn(history, arm.round).kind === "final") return null;
  const large = async ({ blob }: Variation, description: string) =>
    reportPicture(await studio.blobs.read(blob), description, "large");
  return {
    before: await large(control, "Before the change"),
    after: await large(step, "With the change"),
    beforeName: "Before",
    afterName: `With the change · ${nameOf(step.recipe.seed)}`,
  };
}

function whyOf(history: History, { change }: Arm): string {
  const element = history.session.brief.elements.find(({ id }) => id === change?.element);
  return element ? `For “${element.statement}”.` : "";
}

/** Against the control; for more seeds of a change, which have none yet when they are planned, against the base prompt. */
function promptDiffOf(
  history: History,
  arm: Arm,
  before: string | undefined,
  after: string | undefined,
): ReportArm["promptDiff"] {
  const base = before ?? history.attempts.find(({ id }) => id === roundIn(history, arm.round).attempt)?.prompt;
  return arm.change && base !== undefined && after !== undefined && base !== after ? wordDiff(base, after) : [];
}

async function slotTile(telling: Telling, slot: Slot, ownControl: boolean): Promise<ReportTile> {
  const variation = telling.history.variations.find(({ id }) => id === slot.variation);
  const control = ownControl ? telling.history.variations.find(({ id }) => id === slot.control) : undefined;
  if (variation && control) {
    const { picture, answers } = await tileOf(telling, control);
    return { ...(await tileOf(telling, variation)), ...(picture ? { control: { picture, answers } } : {}) };
  }
  if (variation) return tileOf(telling, variation);
  return {
    picture: null,
    name: nameOf(slot.recipe.seed),
    state: slot.state,
    picked: false,
    note: slot.failure?.message ?? "",
    answers: telling.history.session.brief.elements.map(() => null),
  };
}

async function tileOf({ studio, history, truths }: Telling, variation: Variation): Promise<ReportTile> {
  const { choice } = verdictOn(history, variation.id);
  return {
    picture: await reportPicture(
      await studio.blobs.read(variation.blob),
      `${nameOf(variation.recipe.seed)} of “${variation.recipe.prompt}”`,
    ),
    name: nameOf(variation.recipe.seed),
    state: choice === null ? "" : `${choice}ed`,
    picked: choice === "pick",
    note: variation.warnings.map(({ message }) => message).join(" "),
    answers: history.session.brief.elements.map((element) => truths.observation(element, variation).answer),
  };
}

const nameOf = (seed: number | null): string => (seed === null ? "adjusted" : `seed ${seed}`);

const recipeOf = (step: Variation, index: number): ReportRecipe => ({
  name: index === 0 ? "The root" : `Step ${index + 1}`,
  settings: Object.entries(step.recipe).flatMap(([name, value]) =>
    isSet(value) ? [{ name, value: typeof value === "object" ? JSON.stringify(value) : String(value) }] : [],
  ),
});

const isSet = (value: unknown): boolean =>
  value !== null && value !== "" && JSON.stringify(value) !== "[]" && JSON.stringify(value) !== "{}";

function aboutFile(path: string, mediaType: string): string {
  if (path.startsWith("round-")) return "Contact sheet of a round";
  return mediaType === "application/json" ? "Every recipe needed to make it again" : "The picture";
}
