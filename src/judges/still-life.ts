import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ElementKind } from "../core/element.ts";
import type { Judge, JudgeAccuracy } from "../core/judge.ts";
import type { Sample } from "../core/sample.ts";
import { type OnnxSession, createOnnxSession } from "../imaging/onnx/onnx-session.ts";
import { attributesOf } from "../still-life/grammar.ts";
import { type World, loadWorld } from "../still-life/world.ts";
import { answerElement } from "./still-life-answers.ts";
import { type Baselines, readBaselines } from "./still-life-baseline.ts";
import { type StillLifeJudgeConfig, readJudgeConfig } from "./still-life-config.ts";
import { type View, viewOf } from "./still-life-view.ts";

/** The judge that comes with Samebut: beside src/ in a clone, beside dist/ in a package. */
export const stillLifeJudgeFolder = fileURLToPath(new URL("../../models/still-life/weights/judge", import.meta.url));

export interface StillLifeJudgeOptions {
  /** Where `model.onnx` and `config.json` are. */
  readonly folder?: string;
  readonly world?: World;
  /** Instead of the model in the folder. */
  readonly session?: Pick<OnnxSession, "run" | "close">;
}

/** Reads the attributes of the built-in world in any picture, in a thread of its own. Nothing is loaded before it is asked. */
export function createStillLifeJudge(options: StillLifeJudgeOptions = {}): Judge {
  const { folder = stillLifeJudgeFolder } = options;
  const world = (): World => options.world ?? loadWorld();
  const network = options.session ?? createOnnxSession(join(folder, "model.onnx"));
  let read: StillLifeJudgeConfig | undefined;
  let baselines: Baselines | undefined;
  const config = (): StillLifeJudgeConfig => (read ??= readJudgeConfig(folder));
  // One picture is asked about twice, for its elements and for its attributes; it is looked at once.
  const views = new WeakMap<Uint8Array, View>();

  const look = async (sample: Sample, signal: AbortSignal): Promise<View> => {
    signal.throwIfAborted();
    const view = views.get(sample.data) ?? (await viewOf(sample, config(), network, signal));
    views.set(sample.data, view);
    return view;
  };

  return {
    id: "still-life",
    // Raise it when the weights or the way of answering change: stored readings are kept by it.
    version: 1,
    reads: "image",
    accuracy: (kind) => accuracyOf(kind, config(), world()),
    async readElements(sample, elements, signal) {
      const view = await look(sample, signal);
      return elements.map((element) => answerElement(element, view, world()));
    },
    async readAttributes(sample, signal) {
      const view = await look(sample, signal);
      return [...view.values()]
        .filter(({ sure }) => sure)
        .map(({ name, best, probability }) => ({ attribute: name, value: best, probability }));
    },
    attributesOf: (element) => [...new Set(attributesOf(element, world()).map(({ attribute }) => attribute))],
    baseline: (engine, attribute) =>
      engine === "still-life" ? (baselines ??= readBaselines() ?? {})[attribute] : undefined,
    close: () => network.close(),
  };
}

/** Over all attributes of the kind, each weighed by its cases; as measured on generated pictures, or their look, where it was. */
function accuracyOf(kind: ElementKind, { attributes }: StillLifeJudgeConfig, world: World): JudgeAccuracy | undefined {
  const names = new Set(world.attributes.filter((attribute) => attribute.kind === kind).map(({ name }) => name));
  const measured = attributes
    .filter(({ name }) => names.has(name))
    .map((attribute) => attribute.generated ?? attribute.repainted ?? attribute);
  const n = measured.reduce((sum, attribute) => sum + attribute.n, 0);
  if (n === 0) return undefined;
  const mean = (of: "sensitivity" | "specificity"): number =>
    measured.reduce((sum, attribute) => sum + attribute[of] * attribute.n, 0) / n;
  return { sensitivity: mean("sensitivity"), specificity: mean("specificity"), n };
}
