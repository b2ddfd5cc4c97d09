import { keyNamed } from "../local-server/key-named.ts";
import type { EngineKind } from "../kind.ts";
import { createSwarmEngine } from "./engine.ts";
import { newSession } from "./server.ts";

export const swarmui: EngineKind = {
  kind: "swarmui",
  title: "SwarmUI",
  usualPorts: [7801],
  create: ({ id, url = "http://127.0.0.1:7801", model, key, settings }, surroundings) =>
    createSwarmEngine({
      id,
      url,
      model,
      token: key === undefined ? undefined : () => keyNamed(key, "SwarmUI", surroundings.keys),
      concurrency: Number(settings?.["concurrency"] ?? 1) || 1,
      surroundings,
    }),
  async recognise(http, signal) {
    const { version } = await newSession(http, signal);
    return `SwarmUI ${version ?? ""}`.trim();
  },
};
