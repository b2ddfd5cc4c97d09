import { Brief, maximumPromptLength, mostElements } from "../../core/brief.ts";
import type { Element } from "../../core/element.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Attempt, Session } from "../../core/session.ts";
import type { Opening } from "../../core/store.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import { type ForeignRecipe, toolTitles } from "../../metadata/foreign-recipe.ts";
import { judgeFor, proposeElements, titleOf } from "../new-session.ts";
import { type Asked, wordsOfName } from "./asked-for.ts";
import { importedRecipe } from "./imported-recipe.ts";
import type { Opened } from "./open-source.ts";

export interface ImportRequest {
  readonly input: {
    readonly title?: string | undefined;
    readonly judge?: string | undefined;
    readonly elements?: readonly Element[] | undefined;
  };
  readonly opened: Opened;
  readonly asked: Asked;
  readonly engine: string;
  readonly signal: AbortSignal;
}

export interface PlannedImport {
  readonly session: Omit<Session, "head">;
  readonly attempt: Attempt;
  readonly opening: Opening | undefined;
  readonly notes: readonly string[];
}

/** The session as it would be stored. Blobs are put first: they are durable before anything speaks of them. */
export async function planImport(
  studio: Studio,
  { input, opened, asked, engine, signal }: ImportRequest,
): Promise<PlannedImport> {
  const { abilities } = await engineOf(studio, engine).describe(signal);
  const foreign = opened.found?.negativePrompt.slice(0, maximumPromptLength).toWellFormed() ?? "";
  const takesNegative = abilities.includes("negative-prompt");
  const createdAt = studio.clock.now();
  const id = studio.ids.next();
  const original = opened.original ? await studio.blobs.put(opened.original, "application/octet-stream") : undefined;
  const brief = Brief.parse({
    prompt: asked.prompt,
    negativePrompt: takesNegative ? foreign : "",
    medium: opened.medium,
    elements: input.elements ?? (asked.isWish ? await elementsOf(studio, asked.prompt, opened.medium, signal) : []),
    references: original ? [{ hash: original.hash, name: opened.name, note: "The file as it was imported" }] : [],
    judge: judgeFor(studio, input.judge ?? usualJudge(studio, opened), { id: engine, makes: opened.medium }),
  });
  const attempt = { id: studio.ids.next(), session: id, ordinal: 1, prompt: asked.prompt, reason: "", createdAt };
  const recipe = importedRecipe({
    found: opened.found,
    prompt: asked.prompt,
    negativePrompt: foreign,
    size: opened.content ?? { width: 1024, height: 1024 },
    from: opened.name,
    digitalSourceType: opened.standard.digitalSourceType,
    camera: opened.standard.camera,
    engine: sameKind(await studio.connections.list(), opened.found, engine),
  });
  return {
    session: {
      id,
      title: input.title ?? titleOf(asked.isWish ? asked.prompt : wordsOfName(opened.name)),
      engine,
      brief,
      createdAt,
    },
    attempt,
    opening: opened.content
      ? await openingOf(studio, { session: id, attempt: attempt.id, createdAt }, recipe, opened)
      : undefined,
    notes:
      foreign !== "" && !takesNegative
        ? [`${engine} takes no negative prompt; it is kept with the picture: “${foreign.slice(0, 200)}”.`]
        : [],
  };
}

/** Rules read a text at no cost and never guess; a picture is read when the person asks for it. */
const usualJudge = ({ judges }: Pick<Studio, "judges">, { medium }: Opened): string =>
  medium === "text" && judges.some(({ id }) => id === textReader) ? textReader : "none";

const textReader = "text-reader";

const sameKind = (
  connected: readonly { readonly kind: string; readonly id: string }[],
  found: ForeignRecipe | undefined,
  engine: string,
): string | undefined => connected.find(({ kind, id }) => kind === found?.tool && id === engine)?.id;

/** The elements of a prompt in the language of tags: weights, brackets and LoRAs are spaces to whoever reads it. */
async function elementsOf(
  studio: Studio,
  prompt: string,
  medium: Opened["medium"],
  signal: AbortSignal,
): Promise<readonly Element[]> {
  if (medium === "text") return (await proposeElements(studio, prompt, signal, medium)).slice(0, mostElements);
  const plain = prompt
    .replace(/<[^<>]{1,200}>|:\s*\d+(?:\.\d+)?(?=\s*\))|\bBREAK\b/gu, (found) => " ".repeat(found.length))
    .replace(/[()[\]{}]/gu, " ");
  const elements = plain.trim() === "" ? [] : await proposeElements(studio, plain, signal);
  return elements.slice(0, mostElements);
}

async function openingOf(
  studio: Studio,
  { session, attempt, createdAt }: { session: string; attempt: string; createdAt: number },
  recipe: Recipe,
  { content, found, medium }: Opened,
): Promise<Opening | undefined> {
  if (!content) return undefined;
  const blob = await studio.blobs.put(content.data, content.mediaType);
  const round = {
    id: studio.ids.next(),
    attempt,
    session,
    ordinal: 1,
    kind: "orientation" as const,
    parent: null,
    createdAt,
  };
  const arm = { id: studio.ids.next(), round: round.id, ordinal: 1, change: null, confounded: false };
  const slot = {
    id: studio.ids.next(),
    arm: arm.id,
    round: round.id,
    session,
    position: 0,
    recipe,
    control: null,
    state: "ready" as const,
    calls: 0,
    variation: null,
    failure: null,
  };
  const made = found ? `It was made with ${toolTitles[found.tool]}` : "It was made elsewhere";
  return {
    plan: { round, arms: [arm], slots: [slot] },
    outcomes: [
      {
        blob,
        width: medium === "image" ? content.width : null,
        height: medium === "image" ? content.height : null,
        warnings: [
          { setting: "import", message: `${made}, not by this engine: nothing here can be paired with it by seed.` },
        ],
        seconds: 0,
        cost: null,
      },
    ],
  };
}
