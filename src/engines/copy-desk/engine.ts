import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { applyEdits, exactEdit, listsVersion, makeExactEdit, parseStretches, suggestEdits } from "../../text/index.ts";

const description: EngineDescription = {
  id: "copy-desk",
  title: "Copy desk",
  makes: "text",
  abilities: ["text", "instruction"],
  fingerprint: `copy-desk-1-lists-${listsVersion.version}`,
  sizes: "any",
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about:
    "Edits a pasted draft without a model: deletable phrases, plainer words, shorter turns. Only what is safe, each with its reason; the prompt is the draft. The same draft always gives the same text.",
};

/**
 * Changes a draft without any chance. The draft is the source, else the prompt; `settings.edits` ("1,4") applies only those;
 * `settings.result` is the blob of what a person made of it. `settings.pass` “final” reads spelling and grammar, too.
 */
export function createCopyDeskEngine(): Engine {
  return {
    id: description.id,
    makes: "text",
    describe: () => Promise.resolve(description),
    check: (recipe) => Promise.resolve(reasonsAgainst(recipe)),
    generate,
  };
}

function reasonsAgainst(recipe: Recipe): readonly string[] {
  const reasons: string[] = [];
  if (recipe.seed !== null) reasons.push("The copy desk has no seeds. Leave the seed out.");
  if (recipe.mask !== null) reasons.push("The copy desk knows no masks. Leave the mask out.");
  if (recipe.window !== null) reasons.push("The copy desk edits whole texts. Leave the window out.");
  if (recipe.strength !== null) reasons.push("The copy desk has no strength. Leave it out.");
  if (recipe.instruction !== null && exactEdit(recipe.instruction) === undefined)
    reasons.push(
      "The copy desk follows only exact instructions: replace “this” with “that”, delete “this”, tighten it. Connect a language model for the rest: `samebut engines add ollama`.",
    );
  return reasons;
}

async function* generate(recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const reasons = reasonsAgainst(recipe);
  if (reasons.length > 0) throw invalid(reasons.join(" "));
  stopIfAborted(call.signal);
  const { result } = recipe.settings;
  if (typeof result === "string") {
    yield { type: "output", output: { data: await call.readBlob(result), mediaType: "text/plain" } };
    return;
  }
  const draft = recipe.source === null ? recipe.prompt : new TextDecoder().decode(await call.readBlob(recipe.source));
  yield { type: "progress", fraction: 0.5 };
  stopIfAborted(call.signal);
  const text =
    recipe.settings["pass"] === "final"
      ? await finished(draft, recipe, call.signal)
      : recipe.instruction === null
        ? edited(draft, recipe)
        : followed(draft, recipe);
  const data = new TextEncoder().encode(text);
  yield { type: "output", output: { data, mediaType: "text/plain" } };
}

function edited(draft: string, { settings }: Recipe): string {
  const chosen = chosenEdits(settings["edits"]);
  return applyEdits(
    draft,
    suggestEdits(draft).filter(({ id }) => chosen === undefined || chosen.has(id)),
  );
}

/** The last copy pass: `without` leaves edits out by number, `also` makes some that are only offered. */
async function finished(draft: string, { settings }: Recipe, signal: AbortSignal): Promise<string> {
  const { chosenEdits: chosen, readCopyPass } = await import("../../proofing/copy-pass.ts");
  const pass = await readCopyPass(draft, { spelling: settings["spelling"] !== false, signal });
  const numbers = (name: string): readonly number[] => [...(chosenEdits(settings[name]) ?? [])];
  return applyEdits(draft, chosen(pass, { without: numbers("without"), also: numbers("also") }));
}

/** An exact instruction within the scope, or in the whole draft. */
function followed(draft: string, { instruction, settings }: Recipe): string {
  const edit = exactEdit(instruction ?? "");
  const scope = settings["scope"];
  const stretches =
    scope === undefined ? [{ start: 0, end: draft.length }] : parseStretches(String(scope), draft.length);
  if (!edit || !stretches) throw invalid("The scope of this recipe does not fit its source.", "Refine the text again.");
  const text = makeExactEdit(draft, edit, stretches);
  if (text.trim() === "") throw invalid("Nothing would be left of the text.", "Name fewer sentences with --scope.");
  return text;
}

/** "1,4": those edits; nothing said: all of them. */
function chosenEdits(setting: string | number | boolean | undefined): ReadonlySet<number> | undefined {
  if (setting === undefined) return undefined;
  return new Set(
    String(setting)
      .split(",")
      .map((id) => Number(id.trim())),
  );
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError("cancelled", "The edit was stopped.");
}
