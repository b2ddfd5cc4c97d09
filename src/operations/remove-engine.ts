import { z } from "zod";
import { notFound } from "../core/errors.ts";
import { Answer, defineOperation } from "./define.ts";

export const removeEngine = defineOperation({
  name: "remove-engine",
  summary: "Take a registered engine out of this workspace; its files and what it made stay.",
  effect: "write",
  input: z.object({ id: z.string().describe("Engine id") }),
  output: Answer,
  commandLine: { positional: ["id"], example: "samebut engines remove my-model" },
  async run(studio, input) {
    if (!(await studio.connections.remove(input.id)))
      throw notFound(
        "registered engine",
        input.id,
        "`samebut engines` lists all; those that ship inside cannot be removed.",
      );
    return {
      summary: `${input.id} is no longer connected. Its files and what it made stay where they are.`,
      pictures: [],
    };
  },
});
