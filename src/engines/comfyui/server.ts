import { StudioError } from "../../core/errors.ts";
import { type HttpClient, type HttpSurroundings, createHttpClient } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import { type HttpAnswer, jsonOf } from "../http/request.ts";
import { explainModelTrouble } from "../local-server/explain.ts";

export function connectComfy(url: string, surroundings: HttpSurroundings | undefined): HttpClient {
  const name = `ComfyUI at ${url}`;
  return createHttpClient({
    base: url,
    service: { name, whenSilent: "Start ComfyUI, and check its address: the window it runs in tells it." },
    ...surroundings,
    explain: (answer) => refusedWorkflow(name, answer) ?? explainModelTrouble(name)(answer),
  });
}

interface NodeError {
  readonly class_type?: unknown;
  readonly errors?: unknown;
}

/** ComfyUI checks a workflow before it queues it, and says per node what is wrong. */
function refusedWorkflow(name: string, answer: HttpAnswer): StudioError | undefined {
  const value = jsonOf(answer) as { error?: { message?: unknown }; node_errors?: unknown } | null | undefined;
  if (answer.status !== 400 || typeof value !== "object" || value === null || !("node_errors" in value))
    return undefined;
  const details = nodeErrorTexts(value.node_errors);
  const general = typeof value.error?.message === "string" ? value.error.message : "";
  return new StudioError("refused", `${name} refuses the workflow: ${oneLine(details.join("; ") || general)}`, {
    hint: "Open the workflow in ComfyUI, mend what it marks in red, and export it again; or choose another model.",
  });
}

/** "KSampler (3): Value not in list: sampler_name: 'x' not in […]" */
export function nodeErrorTexts(errors: unknown): readonly string[] {
  if (typeof errors !== "object" || errors === null) return [];
  return Object.entries(errors as Record<string, NodeError>).flatMap(([node, { class_type: type, errors: list }]) =>
    (Array.isArray(list) ? (list as { message?: unknown; details?: unknown }[]) : []).map(
      ({ message, details }) =>
        `${typeof type === "string" ? type : "node"} (${node}): ${[message, details].filter((part) => typeof part === "string" && part !== "").join(": ")}`,
    ),
  );
}
