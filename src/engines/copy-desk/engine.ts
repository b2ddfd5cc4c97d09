import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { applyEdits, suggestEdits } from "../../text/safe-edits.ts";
import { listsVersion } from "../../text/rules/index.ts";

const description: EngineDescription = {
  id: "copy-desk",
  title: "Copy desk",
  makes: "text",
  abilities: ["text"],
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
 * `settings.result` is the blob of what a person made of it.
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
  if (recipe.instruction !== null)
    reasons.push(
      "The copy desk follows no instructions: it makes its safe edits. Connect a language model for the rest.",
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
  const chosen = chosenEdits(recipe.settings["edits"]);
  const edits = suggestEdits(draft).filter(({ id }) => chosen === undefined || chosen.has(id));
  const data = new TextEncoder().encode(applyEdits(draft, edits));
  yield { type: "output", output: { data, mediaType: "text/plain" } };
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
