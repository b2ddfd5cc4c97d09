import { type Graph, type GraphNode, upstream } from "./graph.ts";

const has = (node: GraphNode, name: string): boolean => node.links.has(name) || node.values.has(name);

/** A node that turns noise into a picture: it has noise and a wish, or a guider, or a prompt and a seed of its own. */
export function isSampler(node: GraphNode): boolean {
  const seeded = has(node, "seed") || has(node, "noise_seed") || has(node, "noise");
  const guided = ["positive", "guider", "conditioning", "pipe", "basic_pipe"].some((name) => node.links.has(name));
  const stepped = has(node, "steps") || has(node, "sigmas") || has(node, "sampler_name");
  return (seeded && guided && (stepped || node.links.has("latent_image"))) || isWholeGenerator(node);
}

/** Nodes that call a model elsewhere: prompt and seed stand in the node itself. */
const isWholeGenerator = (node: GraphNode): boolean =>
  typeof node.values.get("prompt") === "string" &&
  (has(node, "seed") || has(node, "aspect_ratio") || has(node, "quality")) &&
  !node.links.has("clip");

/** Nodes that improve a finished picture also sample; they are a second pass, never the first. */
const startsFromPicture = (node: GraphNode): boolean =>
  (node.links.has("image") || node.links.has("images") || node.links.has("upscaled_image")) &&
  !node.links.has("latent_image");

/** Where a sampler's starting picture comes in. */
const isStart = (name: string): boolean => /latent|samples|^image|pixels|upscaled_image|^pipe$/iu.test(name);

/**
 * The samplers that made the saved picture, first pass first. Where a graph saves several pictures nobody can know which
 * one this is; the first saving node is taken.
 */
export function samplersOf(graph: Graph): readonly GraphNode[] {
  for (const output of outputsOf(graph)) {
    const last = isSampler(output) ? output : upstream(graph, output).find(isSampler);
    if (last) return passesBefore(graph, last);
  }
  const any = [...graph.values()].find(isSampler);
  return any ? passesBefore(graph, any) : [];
}

function passesBefore(graph: Graph, last: GraphNode): readonly GraphNode[] {
  const passes = [last];
  for (let current = last; passes.length < 20;) {
    const before = upstream(graph, current, isStart).find((node) => isSampler(node) && !passes.includes(node));
    if (!before) break;
    passes.unshift(before);
    current = before;
  }
  const [first] = passes;
  const rest = first && startsFromPicture(first) ? passes.findIndex((node) => !startsFromPicture(node)) : 0;
  return rest > 0 ? [...passes.slice(rest), ...passes.slice(0, rest)] : passes;
}

/** Nodes that save or show pictures, saving ones first; else those that nothing is made from. */
function outputsOf(graph: Graph): readonly GraphNode[] {
  const nodes = [...graph.values()];
  const saving = nodes.filter(
    ({ type }) => /save|combine$|VideoCombine|SendImage|websocket/iu.test(type) && !/text|latent/iu.test(type),
  );
  const showing = nodes.filter(({ type }) => /preview|imageviewer|display/iu.test(type));
  const used = new Set(nodes.flatMap(({ links }) => [...links.values()].map(({ node }) => node)));
  return [...saving, ...showing, ...nodes.filter(({ id }) => !used.has(id))];
}
