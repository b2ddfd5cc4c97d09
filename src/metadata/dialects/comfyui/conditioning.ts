import { type Graph, type GraphNode, type Link, nodeAt } from "./graph.ts";
import { wordsIn } from "./values.ts";

export type Role = "positive" | "negative";

const farthest = 100;

/** The words that a conditioning was made from: through combining, ControlNets, pipes and guiders down to text encoders. */
export function conditioningWords(graph: Graph, link: Link | undefined, role: Role): string {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (next: Link | undefined, as: Role, depth: number): void => {
    const node = nodeAt(graph, next);
    if (!node || !next || depth > farthest || seen.has(`${node.id} ${as}`)) return;
    seen.add(`${node.id} ${as}`);
    if (/ZeroOut/u.test(node.type)) return; // says nothing at all, whatever it was made from
    const words = wordsOf(graph, node, as);
    if (words !== "") found.add(words);
    else for (const [one, oneRole] of inputsFor(node, next.slot, as)) visit(one, oneRole, depth + 1);
  };
  visit(link, role, 0);
  return [...found].join("\n");
}

/** What a text encoder, or a loader with the prompts in it, encodes. */
function wordsOf(graph: Graph, node: GraphNode, role: Role): string {
  const wide = ["text_g", "text_l"].map((name) => wordsIn(graph, node, name).trim());
  if (wide.some((text) => text !== "")) return [...new Set(wide.filter((text) => text !== ""))].join("\n");
  const flux = ["t5xxl", "clip_l"].map((name) => wordsIn(graph, node, name).trim()).find((text) => text !== "");
  if (flux !== undefined) return flux;
  const own = [role, `${role}_prompt`, `text_${role}`, `${role}_text`, `prompt_${role}`]
    .map((name) => (isConditioning(node, name) ? "" : wordsIn(graph, node, name).trim()))
    .find((text) => text !== "");
  if (own !== undefined) return own;
  if (node.values.has("negative") || node.values.has("negative_prompt")) return "";
  return (
    ["populated_text", "wildcard_text", "text", "prompt", "string", "user_prompt", "instruction", "caption"]
      .map((name) => wordsIn(graph, node, name).trim())
      .find((text) => text !== "") ?? ""
  );
}

/** A link named "positive" carries a conditioning, not words, unless the node also has a text encoder's CLIP. */
const isConditioning = (node: GraphNode, name: string): boolean =>
  (name === "positive" || name === "negative") && node.links.has(name) && !node.links.has("clip");

/** Which inputs lead on to the words of this role. Nodes with both outputs give the wanted first, the unwanted second. */
function inputsFor(node: GraphNode, slot: number, role: Role): readonly (readonly [Link, Role])[] {
  const { links } = node;
  const [positive, negative] = [links.get("positive"), links.get("negative")];
  if (positive && negative) {
    const sides = /pipe|bus|context/iu.test(node.type) ? role : slot === 1 ? "negative" : "positive";
    return [[sides === "positive" ? positive : negative, role]];
  }
  const named = [...links].filter(
    ([name]) =>
      /cond|^positive$|^negative$|pipe|bus|ctx|context/iu.test(name) && !/controlnet|control_net/iu.test(name),
  );
  const all = named.length > 0 ? named : links.size === 1 ? [...links] : [];
  return all.map(([, link]) => [link, role]);
}
