import type { EngineKind } from "../kind.ts";
import { keyNamed } from "../local-server/key-named.ts";
import { createSdServerEngine } from "./engine.ts";
import { Capabilities } from "./replies.ts";

export const sdServer: EngineKind = {
  kind: "sd-server",
  title: "The server of stable-diffusion.cpp",
  usualPorts: [1234],
  create: ({ id, url = "http://127.0.0.1:1234", key }, surroundings) =>
    createSdServerEngine({
      id,
      url,
      login: key === undefined ? undefined : () => keyNamed(key, "stable-diffusion.cpp", surroundings.keys),
      surroundings,
    }),
  async recognise(http, signal) {
    const path = "sdcpp/v1/capabilities";
    const { model } = Capabilities.parse(
      await http.json({ path, effect: "read", signal, tries: 1, timeoutSeconds: 5 }),
    );
    return `stable-diffusion.cpp with ${model.name || model.stem || "a model"}`;
  },
};
