import { keyNamed } from "../local-server/key-named.ts";
import type { EngineKind } from "../kind.ts";
import { createAutomatic1111Engine } from "./engine.ts";
import { Options, Samplers } from "./replies.ts";

export const automatic1111: EngineKind = {
  kind: "automatic1111",
  title: "AUTOMATIC1111, Forge and their relatives",
  usualPorts: [7860, 7861],
  create: ({ id, url = "http://127.0.0.1:7860", model, key }, surroundings) =>
    createAutomatic1111Engine({
      id,
      url,
      model,
      login: key === undefined ? undefined : () => keyNamed(key, "the WebUI", surroundings.keys),
      surroundings,
    }),
  async recognise(http, signal) {
    const ask = (path: string) =>
      http.json({ path: `sdapi/v1/${path}`, effect: "read", signal, tries: 1, timeoutSeconds: 5 });
    const options = Options.parse(await ask("options"));
    if (Samplers.parse(await ask("samplers")).length === 0) return undefined;
    const name = options.forge_preset == null ? "AUTOMATIC1111" : "Forge";
    return options.sd_model_checkpoint ? `${name} with ${options.sd_model_checkpoint}` : name;
  },
};
