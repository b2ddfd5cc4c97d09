import { z } from "zod";
import { EngineDescription } from "../core/engine.ts";
import { toFailure } from "../core/errors.ts";
import { sizeText } from "../core/size.ts";
import { engineOf } from "../core/studio.ts";
import { Answer, defineOperation } from "./define.ts";
import { priceText } from "./shared/price-text.ts";

const Row = z.object({
  id: z.string(),
  description: EngineDescription.nullable(),
  problem: z.string().nullable(),
  hint: z.string().nullable(),
  /** Connected by the person, who may take it out again; others ship inside or came with the program. */
  connected: z.boolean(),
});

export const listEngines = defineOperation({
  name: "engines",
  summary: "The connected engines: what each can do, its sizes and its price.",
  effect: "read",
  input: z.object({ engine: z.string().optional().describe("Only this one") }),
  output: Answer.extend({ engines: z.array(Row), judges: z.array(z.string()), kinds: z.array(z.string()) }),
  commandLine: { positional: ["engine"], example: "samebut engines still-life" },
  async run(studio, input, { signal }) {
    const chosen = input.engine === undefined ? [...studio.engines.values()] : [engineOf(studio, input.engine)];
    const registered = new Set((await studio.connections.list()).map(({ id }) => id));
    const engines = await Promise.all(
      chosen.map(async (engine) => {
        const connected = registered.has(engine.id);
        try {
          return { id: engine.id, description: await engine.describe(signal), problem: null, hint: null, connected };
        } catch (error) {
          const failure = toFailure(error);
          return { id: engine.id, description: null, problem: failure.message, hint: failure.hint ?? null, connected };
        }
      }),
    );
    const judges = studio.judges.map((judge) => judge.id);
    const lines = engines.map((row) =>
      row.description ? describe(row.description) : `${row.id}: does not work now. ${row.problem} ${row.hint ?? ""}`,
    );
    const kinds = [...studio.connections.kinds];
    const more =
      input.engine === undefined ? [`Connect more: samebut engines add <kind>, of ${kinds.join(", ")}.`] : [];
    return { engines, judges, kinds, summary: [...lines, ...more].join("\n\n"), pictures: [] };
  },
});

function describe(engine: EngineDescription): string {
  const sizes = engine.sizes === "any" ? "any size" : engine.sizes.map(sizeText).join(", ");
  const samplers = engine.samplers ? `\n  samplers: ${engine.samplers.join(", ")}` : "";
  return `${engine.id}: ${engine.title}\n  ${engine.about}\n  can: ${engine.abilities.join(", ")}\n  ${engine.makes === "text" ? "" : `${sizes}; `}${priceText(engine.price)}; ${engine.concurrency} at once${samplers}`;
}
