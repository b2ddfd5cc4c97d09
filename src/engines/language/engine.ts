import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { settingsOf } from "../hosted/settings.ts";
import { cancelled } from "../http/client.ts";
import type { EngineKind, Surroundings } from "../kind.ts";
import { type Edit, UnusableAnswer, askAgain, editOf, unusable } from "./edit.ts";
import { type ConnectedModel, type Paid, connectModel } from "./model.ts";
import type { Writing, Written } from "./writing.ts";
import { type LanguageProvider, languageProviders } from "./providers.ts";

const Settings = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  /** What every text begins from: the house's tone, for example. */
  instructions: z.string().max(10_000).optional(),
});
type Settings = z.infer<typeof Settings>;

/** A language model that writes: the prompt is sent as it is, and the answer is the text. */
export function createTextEngine(
  known: LanguageProvider,
  connection: Connection,
  surroundings: Surroundings = {},
): Engine {
  const settings = settingsOf(Settings, connection);
  const model = connectModel(known, connection, surroundings);
  const describe = async (): Promise<EngineDescription> =>
    descriptionOf(known, connection, settings, await model.modelName());
  return {
    id: connection.id,
    makes: "text",
    describe,
    async check(recipe) {
      const problem = await model.provider.problem();
      const reasons = reasonsAgainst(recipe, known);
      return problem ? [...reasons, `${problem.message} ${problem.hint ?? ""}`.trim()] : reasons;
    },
    generate: (recipe, call) => generate({ known, model, settings }, recipe, call),
    async test(signal) {
      if (known.prices !== undefined) return lookUp(known, model, signal);
      const { text } = await model.write({
        instructions: "Answer with one word.",
        text: "Say: ready",
        seed: null,
        signal,
      });
      return `${model.provider.name} (${await model.modelName()}) answers: “${text.trim().slice(0, 60)}”.`;
    },
  };
}

/** Looking a model up costs nothing, writing one word does. */
async function lookUp(known: LanguageProvider, model: ConnectedModel, signal: AbortSignal): Promise<string> {
  const name = await model.modelName();
  const http = await model.provider.http();
  const request = { path: `models/${encodeURIComponent(name)}`, headers: known.versionHeaders ?? {} };
  await http.json({ ...request, effect: "read", signal });
  return `${known.name} knows the key and the model ${name}; nothing was written, nothing was charged.`;
}

function descriptionOf(
  known: LanguageProvider,
  connection: Connection,
  settings: Settings,
  model: string,
): EngineDescription {
  const free = known.prices === undefined;
  const micros = connection.priceMicros ?? (free ? 0 : null);
  return {
    id: connection.id,
    title: `${known.name} ${model}`,
    makes: "text",
    abilities: ["text", "instruction", ...(known.seeds ? (["seeds"] as const) : [])],
    fingerprint: `${known.kind}:${model}:${JSON.stringify(settings)}`,
    sizes: "any",
    price: { micros, currency: "USD" },
    idempotent: false,
    concurrency: free ? 1 : 4,
    about: `${model}, a language model${free ? " on a server of your own" : " over the network; the price depends on the length and is counted afterwards"}.`,
  };
}

function reasonsAgainst(recipe: Recipe, known: LanguageProvider): readonly string[] {
  const reasons: string[] = [];
  const title = known.name;
  if (recipe.seed !== null && !known.seeds)
    reasons.push(`${title} has no seeds. Leave the seed out; its effects are compared unpaired.`);
  if (recipe.mask !== null || recipe.strength !== null)
    reasons.push(
      `${title} writes texts: there is neither mask nor strength. Say in an instruction what should change.`,
    );
  if (recipe.instruction !== null && recipe.source === null)
    reasons.push("An instruction needs the text that it changes. Give a source, or put the words into the prompt.");
  if (recipe.sampler !== null) reasons.push(`${title} has no sampler “${recipe.sampler}”. Leave it out.`);
  if (recipe.window !== null) reasons.push(`${title} writes texts; there are no tiles. Leave the window out.`);
  if (recipe.adjustments.length > 0)
    reasons.push(`${title} does not adjust pictures. Use the engine “adjust” for that.`);
  return reasons;
}

interface Writer {
  readonly known: LanguageProvider;
  readonly model: ConnectedModel;
  readonly settings: Settings;
}

async function* generate(
  { known, model, settings }: Writer,
  recipe: Recipe,
  call: EngineCall,
): AsyncGenerator<EngineEvent> {
  if (call.signal.aborted) throw cancelled();
  const [reason] = reasonsAgainst(recipe, known);
  if (reason !== undefined) throw new StudioError("invalid", reason);
  const problem = await model.provider.problem();
  if (problem) throw problem;
  const edit = recipe.source === null ? asWritten(recipe.prompt) : await editOf(recipe, call);
  if (known.prices !== undefined) yield { type: "accepted", providerJob: call.idempotencyKey };
  const writing = (text: string): Writing => ({
    instructions: [plainText, settings.instructions].filter(Boolean).join("\n\n"),
    text,
    seed: recipe.seed,
    temperature: settings.temperature,
    signal: call.signal,
  });
  const write = (text: string): Promise<Written> => model.write(writing(text));
  // An edit comes back in a form of its own; only what is written from a prompt can be read while it comes.
  const isRead = call.previews && recipe.source === null && model.writeLive !== undefined;
  const first = isRead ? yield* previewsOf(model.writeLive(writing(edit.question))) : await write(edit.question);
  const { text, again } = await usableText(known.name, edit, first, write);
  for (const warning of first.warnings) yield { type: "warning", ...warning };
  const micros = again ? sum(first.micros, again.micros) : first.micros;
  if (micros !== null) yield { type: "cost", micros, currency: "USD" };
  if (call.signal.aborted) throw cancelled();
  if (text.trim() === "")
    throw new StudioError("refused", `${known.name} answered with an empty text.`, {
      hint: "Reword the prompt, or try the variation again: `samebut resume --failed`.",
    });
  yield { type: "output", output: { data: new TextEncoder().encode(text), mediaType: "text/plain" } };
}

/** What is written so far as previews; in steps of a few words, because each carries the whole. */
async function* previewsOf(live: AsyncGenerator<string, Written>): AsyncGenerator<EngineEvent, Written> {
  let shown = 0;
  for (;;) {
    const next = await live.next();
    if (next.done) return next.value;
    if (next.value.length < shown + lettersPerPreview) continue;
    shown = next.value.length;
    yield { type: "preview", output: { data: new TextEncoder().encode(next.value), mediaType: "text/plain" } };
  }
}

const lettersPerPreview = 12;

const asWritten = (prompt: string): Edit => ({ question: prompt, textFrom: (answer) => answer.trim() });

/** The text that an answer gives; where it is no answer to an edit, that of a second one. */
async function usableText(
  name: string,
  edit: Edit,
  first: Written,
  write: (question: string) => Promise<Written>,
): Promise<{ readonly text: string; readonly again?: Written }> {
  try {
    return { text: edit.textFrom(first.text) };
  } catch (error) {
    if (!(error instanceof UnusableAnswer)) throw error;
    const again = await write(askAgain(edit.question, error.message));
    try {
      return { text: edit.textFrom(again.text), again };
    } catch (cause) {
      throw cause instanceof UnusableAnswer ? unusable(name, cause) : cause;
    }
  }
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Models like to talk about what they wrote; only the text itself is wanted. */
const plainText =
  "Write exactly the text that is asked for. No preface, no comment, no title unless one is asked for, no code fence.";

/** Every provider of language models as a kind of engine. */
export const languageKinds: readonly EngineKind[] = languageProviders.map((known) => ({
  kind: known.kind,
  title: known.url === "" ? "Any server with OpenAI's chat interface" : `${known.name} texts`,
  create: (connection, surroundings) => createTextEngine(known, connection, surroundings),
  ...(known.usualPorts === undefined ? {} : { usualPorts: known.usualPorts }),
  ...(known.recognise === undefined ? {} : { recognise: known.recognise }),
}));

/** The language model of a connection, for what judges and proposers ask; undefined for kinds that make pictures. */
export function languageModelOf(
  connection: Connection,
  surroundings: Surroundings = {},
  paid?: Paid,
): ConnectedModel | undefined {
  const known = languageProviders.find(({ kind }) => kind === connection.kind);
  return known && connectModel(known, connection, surroundings, paid);
}
