import { z } from "zod";
import { invalid } from "../../core/errors.ts";

/** One node of a workflow in ComfyUI's API format. An input is a value, or a link: [node, output]. */
export const GraphNode = z.looseObject({
  class_type: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  _meta: z.looseObject({ title: z.string().optional() }).optional(),
});
export type GraphNode = z.infer<typeof GraphNode>;

export type Graph = Readonly<Record<string, GraphNode>>;
export type Link = readonly [node: string, output: number];

/** An input of a node. */
export interface Place {
  readonly node: string;
  readonly input: string;
}

export function linkIn(value: unknown): Link | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [node, output] = value as readonly unknown[];
  if (typeof output !== "number" || (typeof node !== "string" && typeof node !== "number")) return undefined;
  return [String(node), output];
}

/** The nodes that a node takes its inputs from. */
export const upstream = (graph: Graph, node: string): readonly string[] =>
  Object.values(graph[node]?.inputs ?? {}).flatMap((value) => linkIn(value)?.[0] ?? []);

/** The same graph with other values at some places, and nodes added. */
export function withInputs(graph: Graph, values: readonly (readonly [Place, unknown])[], added: Graph = {}): Graph {
  const changed: Record<string, GraphNode> = { ...graph, ...added };
  for (const [{ node, input }, value] of values) {
    const before = changed[node];
    if (before) changed[node] = { ...before, inputs: { ...before.inputs, [input]: value } };
  }
  return changed;
}

/** A workflow file as people export it. Throws "invalid" with the remedy for anything else. */
export function parseGraph(text: string, file: string): Graph {
  const value = parseJson(text, file);
  const inner = isRecord(value) && isRecord(value["prompt"]) ? value["prompt"] : value;
  if (isRecord(inner) && Array.isArray(inner["nodes"]))
    throw invalid(
      `${file} is a workflow as the editor saves it, without the order of its inputs.`,
      "Export it again with “Export (API)” in ComfyUI's Workflow menu.",
    );
  const nodes = isRecord(inner) ? Object.entries(inner) : [];
  const parsed = nodes.flatMap(([id, node]) => {
    const { data } = GraphNode.safeParse(node);
    return data ? [[id, data] as const] : [];
  });
  if (parsed.length === 0)
    throw invalid(`${file} is not a ComfyUI workflow.`, "Export one with “Export (API)” in ComfyUI's Workflow menu.");
  return Object.fromEntries(parsed);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${file} is not JSON.`, "Export the workflow again with “Export (API)” in ComfyUI's Workflow menu.");
  }
}
