import type { ForeignRecipe } from "../../foreign-recipe.ts";
import { asObject, asText, lenientJson } from "../../lenient-json.ts";
import { readApiGraph } from "./graph.ts";
import { traceGraph } from "./trace.ts";
import { readWorkflow } from "./workflow.ts";

/**
 * The recipe in what ComfyUI keeps: the graph that ran (`prompt`), and the one of the editor (`workflow`) for what the
 * first does not say. Either may be missing.
 */
export function readComfyUi(prompt: string | undefined, workflow: string | undefined): ForeignRecipe | undefined {
  const ran = traced(prompt);
  if (ran && ran.prompt !== "" && ran.seed !== null) return ran;
  const drawn = traced(workflow);
  return ran && drawn ? filledUp(ran, drawn) : (ran ?? drawn);
}

/** Either kind of graph may stand under either name. */
function traced(text: string | undefined): ForeignRecipe | undefined {
  const json = asObject(lenientJson(text ?? ""));
  if (!json) return undefined;
  const inner = asObject(json["prompt"]);
  const graph = Array.isArray(json["nodes"]) ? readWorkflow(json) : readApiGraph(inner ?? json);
  return graph.size === 0 ? undefined : traceGraph(graph);
}

export function isComfyUi(text: string): boolean {
  const json = asObject(lenientJson(text));
  if (!json) return false;
  if (Array.isArray(json["nodes"]) && (Array.isArray(json["links"]) || "last_node_id" in json)) return true;
  const nodes = Object.values(asObject(json["prompt"]) ?? json);
  return nodes.some((node) => asText(asObject(node)?.["class_type"]) !== undefined);
}

function filledUp(first: ForeignRecipe, second: ForeignRecipe): ForeignRecipe {
  const entries = Object.entries(first).map(([name, value]) => {
    const other = second[name as keyof ForeignRecipe];
    const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    return [name, isEmpty ? other : value];
  });
  return Object.fromEntries(entries) as unknown as ForeignRecipe;
}
