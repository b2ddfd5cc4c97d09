import { asNumber, asText } from "../../lenient-json.ts";
import { type Graph, type GraphNode, type Link, nodeAt } from "./graph.ts";

/** Links are followed this far: real chains have a handful, a hostile one could go round for ever. */
const farthest = 60;

/** Where nodes that only hold a number keep it. */
const numberNames = [
  "value",
  "seed",
  "noise_seed",
  "int",
  "float",
  "number",
  "Number",
  "Value",
  "int_value",
  "float_value",
  "steps",
  "cfg",
];

/** A number of a node, typed in or coming from another node. */
export function numberOf(graph: Graph, node: GraphNode, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const typed = asText(node.values.get(name));
    if (typed !== undefined && asNumber(typed) !== undefined) return typed;
    const linked = numberBehind(graph, node.links.get(name), name, 0);
    if (linked !== undefined) return linked;
  }
  return undefined;
}

function numberBehind(graph: Graph, link: Link | undefined, name: string, depth: number): string | undefined {
  const node = nodeAt(graph, link);
  if (!node || depth > farthest) return undefined;
  const typed = [name, ...numberNames]
    .map((one) => asText(node.values.get(one)))
    .find((text) => asNumber(text) !== undefined);
  if (typed !== undefined) return typed;
  const [only] = node.links.values();
  return node.links.size === 1 ? numberBehind(graph, only, name, depth + 1) : undefined;
}

/** A short text of a node: the name of a sampler or a file. */
export function nameOf(graph: Graph, node: GraphNode, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const typed = node.values.get(name);
    if (typeof typed === "string" && typed !== "" && typed !== "None") return typed;
    const behind = node.links.has(name) ? wordsBehind(graph, node.links.get(name)) : "";
    if (behind !== "") return behind;
  }
  return undefined;
}

const isWords = (name: string): boolean =>
  /text|string|prompt|value|caption|wildcard|words|^(?:positive|negative|input\d*|a|b|result|output|any\w*|source)$/iu.test(
    name,
  ) && !/delimiter|separator|join|mode|name|format|template_type|seed/iu.test(name);

/** What the nodes have already made of it is truer than what it is made from. */
const finished = ["populated_text", "processed_text", "result", "text_0", "text2", "preview_text"];

/** The words that come out of a link: typed in, joined, chosen, shown. Empty where nobody wrote them down. */
export function wordsBehind(graph: Graph, link: Link | undefined, depth = 0): string {
  const node = nodeAt(graph, link);
  if (!node || !link || depth > farthest) return "";
  const done = finished
    .map((name) => node.values.get(name))
    .find((text) => typeof text === "string" && text.trim() !== "");
  if (typeof done === "string") return done;
  const parts = partsOf(graph, node, link.slot, depth).filter((text) => text.trim() !== "");
  return isJoin(node) ? parts.join(delimiterOf(node)) : (parts[0] ?? "");
}

function partsOf(graph: Graph, node: GraphNode, slot: number, depth: number): readonly string[] {
  const names = [...new Set([...node.values.keys(), ...node.links.keys()])].filter(isWords);
  const [positive, negative] = [/positive/iu, /negative/iu].map((role) => names.find((name) => role.test(name)));
  // Stylers give back what is wanted and what is not, in this order.
  const chosen = positive && negative ? [slot === 1 ? negative : positive] : names.toSorted(inOrder);
  const words = chosen.map((name) => wordsIn(graph, node, name, depth));
  if (words.some((text) => text !== "") || node.links.size !== 1) return words;
  return [...node.links.values()].map((link) => wordsBehind(graph, link, depth + 1)); // a reroute
}

const inOrder = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

export function wordsIn(graph: Graph, node: GraphNode, name: string, depth = 0): string {
  const typed = node.values.get(name);
  if (typeof typed === "string") return typed;
  return node.links.has(name) ? wordsBehind(graph, node.links.get(name), depth + 1) : "";
}

const isJoin = (node: GraphNode): boolean =>
  /concat|join|combine|append|merge/iu.test(node.type) || node.values.has("delimiter") || node.values.has("separator");

function delimiterOf(node: GraphNode): string {
  const delimiter = node.values.get("delimiter") ?? node.values.get("separator");
  return typeof delimiter === "string" ? delimiter.replaceAll("\\n", "\n") : ", ";
}
