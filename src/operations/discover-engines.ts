import { z } from "zod";
import { Discovery } from "../core/connections.ts";
import { Answer, defineOperation } from "./define.ts";

export const discoverEngines = defineOperation({
  name: "discover-engines",
  summary: "Look for servers on this computer that can make pictures, and say what each is. Connects nothing.",
  effect: "read",
  input: z.object({}),
  output: Answer.extend({ found: z.array(Discovery) }),
  commandLine: { example: "samebut engines discover" },
  async run(studio, _, { signal }) {
    const found = await studio.connections.discover(signal);
    const summary = found.length > 0 ? found.map(lineOf).join("\n\n") : nothingFound;
    return { found: [...found], summary, pictures: [] };
  },
});

const lineOf = ({ kind, url, title, connectedAs }: Discovery): string =>
  `${title} at ${url}\n  ${connectedAs === null ? `connect it: samebut engines add ${kind} ${url}` : `connected as ${connectedAs}`}`;

const nothingFound =
  "No server answers on the usual ports of this computer. Start yours and look again, or give its address: samebut engines add <kind> <address>.";
