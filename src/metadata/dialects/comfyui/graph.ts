import { asObject, asText } from "../../lenient-json.ts";

/** The output of another node. */
export interface Link {
  readonly node: string;
  readonly slot: number;
}

/** A node of a ComfyUI graph: its inputs are links to other nodes or values. */
export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly links: ReadonlyMap<string, Link>;
  readonly values: ReadonlyMap<string, unknown>;
}

export type Graph = ReadonlyMap<string, GraphNode>;

const mostNodes = 5_000;

/** The graph as ComfyUI was asked to run it: `{"3": {"class_type": "KSampler", "inputs": {…}}}`. */
export function readApiGraph(json: Readonly<Record<string, unknown>>): Graph {
  const nodes = Object.entries(json)
    .slice(0, mostNodes)
    .flatMap(([id, value]) => {
      const node = asObject(value);
      const type = asText(node?.["class_type"]);
      return type === undefined ? [] : [nodeFrom(id, type, asObject(node?.["inputs"]) ?? {}, json)];
    });
  return new Map(nodes.map((node) => [node.id, node]));
}

function nodeFrom(
  id: string,
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  all: Readonly<Record<string, unknown>>,
): GraphNode {
  const links = new Map<string, Link>();
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(inputs)) {
    const link = linkIn(value, all);
    if (link) links.set(name, link);
    else values.set(name, value);
  }
  return { id, type, links, values };
}

/** `["4", 0]`: the first output of node 4. */
function linkIn(value: unknown, all: Readonly<Record<string, unknown>>): Link | undefined {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== "number") return undefined;
  const node = asText(value[0]);
  return node !== undefined && Object.hasOwn(all, node) ? { node, slot: value[1] } : undefined;
}

/** The node that a link comes from, reroutes and the like skipped. */
export function nodeAt(graph: Graph, link: Link | undefined): GraphNode | undefined {
  return link === undefined ? undefined : graph.get(link.node);
}

/** Every node that this one is made from, nearest first, itself not included; only along inputs that `follow` allows. */
export function upstream(graph: Graph, from: GraphNode, follow: (name: string) => boolean = () => true): GraphNode[] {
  const seen = new Set([from.id]);
  const found: GraphNode[] = [];
  const queue = [...from.links].filter(([name]) => follow(name)).map(([, link]) => link);
  for (const link of queue) {
    const node = nodeAt(graph, link);
    if (!node || seen.has(node.id)) continue;
    seen.add(node.id);
    found.push(node);
    queue.push(...node.links.values());
  }
  return found;
}
