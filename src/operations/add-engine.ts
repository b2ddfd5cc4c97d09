import { z } from "zod";
import { EngineDescription } from "../core/engine.ts";
import { StudioError } from "../core/errors.ts";
import { sizeText } from "../core/size.ts";
import { Answer, defineOperation } from "./define.ts";

export const addEngine = defineOperation({
  name: "add-engine",
  summary: "Register a model of your own: any folder laid out as the diffusers ONNX export writes it.",
  effect: "write",
  input: z.object({
    kind: z.enum(["diffusion"]).describe("The kind of engine"),
    folder: z.string().min(1).describe("The model folder"),
    id: z.string().optional().describe("A name for it; the folder's name when left out"),
  }),
  output: Answer.extend({ engine: EngineDescription }),
  commandLine: { positional: ["kind", "folder"], example: "samebut engines add diffusion ./my-model --id my-model" },
  async run(studio, input) {
    const id = input.id ?? idFrom(input.folder);
    if (studio.engines.has(id))
      throw new StudioError("conflict", `There is an engine “${id}” already.`, {
        hint: "Give this one another name with --id.",
      });
    const engine = await studio.connections.add({ kind: input.kind, id, folder: input.folder });
    const sizes = engine.sizes === "any" ? "any size" : engine.sizes.map(sizeText).join(", ");
    return {
      engine,
      summary: `${engine.id} is connected: ${engine.abilities.join(", ")}; ${sizes}.\nUse it: samebut new "…" --engine ${engine.id}`,
      pictures: [],
    };
  },
});

const idFrom = (folder: string): string => {
  const name =
    folder
      .replace(/[/\\]+$/u, "")
      .split(/[/\\]/u)
      .at(-1) ?? "";
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/gu, "-")
      .replace(/^[^a-z0-9]+|-+$/gu, "") || "model"
  );
};
