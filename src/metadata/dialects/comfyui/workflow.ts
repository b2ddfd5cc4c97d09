import { asNumber, asObject, asText, objectsIn } from "../../lenient-json.ts";
import type { Graph, GraphNode, Link } from "./graph.ts";
import { widgetsOf } from "./widgets.ts";

type Json = Readonly<Record<string, unknown>>;

const mostNodes = 5_000;
const deepestNesting = 8;

/** One sheet of a workflow: the whole, or the inside of a node that is a graph itself. */
interface Sheet {
  readonly nodes: ReadonlyMap<string, Json>;
  readonly links: ReadonlyMap<
    string,
    { readonly from: string; readonly slot: number; readonly to: string; readonly toSlot: number }
  >;
  /** The node that stands for this sheet on the sheet around it. */
  readonly around?: { readonly sheet: Sheet; readonly node: Json; readonly prefix: string } | undefined;
  readonly inputNames: readonly string[];
  /** Before the ids of its nodes: "12:" inside node 12. */
  readonly prefix: string;
}

const isMuted = (node: Json): boolean => node["mode"] === 2;
const isBypassed = (node: Json): boolean => node["mode"] === 4;

/**
 * The graph as ComfyUI's editor saves it (`workflow`): values stand in a row per node and are named by what is known of
 * the node. Muted nodes are left out, bypassed ones are led around, nested graphs are laid open.
 */
export function readWorkflow(json: Json): Graph {
  const definitions = objectsIn(asObject(json["definitions"])?.["subgraphs"]);
  const subgraphs = new Map(definitions.map((one) => [asText(one["id"]) ?? "", one]));
  const graph = new Map<string, GraphNode>();
  const lay = (sheet: Sheet, depth: number): void => {
    for (const [id, node] of sheet.nodes) {
      const type = asText(node["type"]) ?? "";
      const inside = subgraphs.get(type);
      if (isMuted(node) || isBypassed(node) || graph.size > mostNodes) continue;
      if (inside && depth < deepestNesting)
        lay(sheetOf(inside, `${sheet.prefix}${id}:`, { sheet, node, prefix: sheet.prefix }), depth + 1);
      else graph.set(sheet.prefix + id, nodeFrom(sheet, id, type, node, subgraphs));
    }
  };
  lay(sheetOf(json, ""), 0);
  return graph;
}

function sheetOf(json: Json, prefix: string, around?: Sheet["around"]): Sheet {
  const nodes = objectsIn(json["nodes"]).flatMap((node) => {
    const id = asText(node["id"]);
    return id === undefined ? [] : [[id, node] as const];
  });
  const links = asList(json["links"]).flatMap((value) => {
    const object = asObject(value);
    const [id, from, slot, to, toSlot] = Array.isArray(value)
      ? value.map(asText)
      : ["id", "origin_id", "origin_slot", "target_id", "target_slot"].map((name) => asText(object?.[name]));
    return id === undefined || from === undefined || to === undefined
      ? []
      : [[id, { from, slot: Number(slot), to, toSlot: Number(toSlot) }] as const];
  });
  const inputNames = asList(json["inputs"]).map((input) => asText(asObject(input)?.["name"]) ?? "");
  return { nodes: new Map(nodes), links: new Map(links), around, inputNames, prefix };
}

function nodeFrom(sheet: Sheet, id: string, type: string, node: Json, subgraphs: ReadonlyMap<string, Json>): GraphNode {
  const links = new Map<string, Link>();
  const values = new Map(widgetsOf(type, node));
  for (const input of objectsIn(node["inputs"])) {
    const name = asText(input["name"]);
    const found = name === undefined ? undefined : sourceOf(sheet, asText(input["link"]), subgraphs, 0);
    if (name === undefined || found === undefined) continue;
    if ("node" in found) {
      links.set(name, found);
      values.delete(name);
    } else values.set(name, found.value);
  }
  return { id: sheet.prefix + id, type, links, values };
}

type Source = Link | { readonly value: unknown };

/** Where a link comes from, through bypassed nodes and the borders of nested graphs. */
function sourceOf(
  sheet: Sheet,
  link: string | undefined,
  subgraphs: ReadonlyMap<string, Json>,
  depth: number,
): Source | undefined {
  const found = link === undefined ? undefined : sheet.links.get(link);
  if (!found || depth > 100) return undefined;
  if (found.from === "-10") return sourceOutside(sheet, found.slot, subgraphs, depth);
  const node = sheet.nodes.get(found.from);
  if (!node || isMuted(node)) return undefined;
  if (isBypassed(node)) return sourceOf(sheet, passedThrough(node, found.slot), subgraphs, depth + 1);
  const inside = subgraphs.get(asText(node["type"]) ?? "");
  if (!inside) return { node: sheet.prefix + found.from, slot: found.slot };
  const inner = sheetOf(inside, `${sheet.prefix}${found.from}:`, { sheet, node, prefix: sheet.prefix });
  const out = [...inner.links].find(([, { to, toSlot }]) => to === "-20" && toSlot === found.slot);
  return sourceOf(inner, out?.[0], subgraphs, depth + 1);
}

/** A nested graph's input: the link into the node around it, else the value typed there. */
function sourceOutside(
  sheet: Sheet,
  slot: number,
  subgraphs: ReadonlyMap<string, Json>,
  depth: number,
): Source | undefined {
  const { around } = sheet;
  const name = sheet.inputNames[slot];
  if (!around || name === undefined) return undefined;
  const inputs = objectsIn(around.node["inputs"]);
  const input = inputs.find((one) => one["name"] === name);
  const linked = sourceOf(around.sheet, asText(input?.["link"]), subgraphs, depth + 1);
  if (linked) return linked;
  const widgets = inputs.filter((one) => one["widget"] !== undefined);
  const value = asList(around.node["widgets_values"])[widgets.findIndex((one) => one["name"] === name)];
  return value === undefined || value === null ? undefined : { value };
}

/** A bypassed node hands on its first input of the type that is asked for. */
function passedThrough(node: Json, slot: number): string | undefined {
  const type = asObject(asList(node["outputs"])[slot])?.["type"];
  const inputs = objectsIn(node["inputs"]);
  const fitting = inputs.find((input) => input["type"] === type && asNumber(input["link"]) !== undefined);
  return asText(fitting?.["link"]);
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
