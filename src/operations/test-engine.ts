import { z } from "zod";
import { engineOf } from "../core/studio.ts";
import { Answer, defineOperation } from "./define.ts";

export const testEngine = defineOperation({
  name: "test-engine",
  summary: "Make the cheapest real call to an engine, and say what is wrong when it fails.",
  effect: "paid",
  input: z.object({ id: z.string().describe("Engine id") }),
  output: Answer.extend({ seconds: z.number() }),
  commandLine: { positional: ["id"], example: "samebut engines test comfyui" },
  async run(studio, { id }, { signal }) {
    const engine = engineOf(studio, id);
    const started = studio.clock.now();
    const { title, abilities } = await engine.describe(signal);
    const said = await engine.test?.(signal);
    const seconds = (studio.clock.now() - started) / 1000;
    const works = said ?? `${title} is ready: ${abilities.join(", ")}.`;
    return { seconds, summary: `${works} It took ${seconds.toFixed(1)} s.`, pictures: [] };
  },
});
