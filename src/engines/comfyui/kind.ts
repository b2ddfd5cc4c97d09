import type { EngineKind } from "../kind.ts";
import { keyNamed } from "../local-server/key-named.ts";
import { createComfyEngine } from "./engine.ts";
import { SystemStats } from "./replies.ts";

export const comfyui: EngineKind = {
  kind: "comfyui",
  title: "ComfyUI, with its plain workflow or one of your own",
  usualPorts: [8188, 8000, 8189],
  create: ({ id, url = "http://127.0.0.1:8188", folder, model, key, settings }, surroundings) =>
    createComfyEngine({
      id,
      url,
      workflow: folder,
      model,
      settings,
      login: key === undefined ? undefined : () => keyNamed(key, "ComfyUI", surroundings.keys),
      surroundings,
    }),
  async recognise(http, signal) {
    const path = "system_stats";
    const { system, devices } = SystemStats.parse(
      await http.json({ path, effect: "read", signal, tries: 1, timeoutSeconds: 5 }),
    );
    const device = devices[0]?.name == null ? "" : ` on ${devices[0].name}`;
    return `ComfyUI ${system.comfyui_version ?? ""}${device}`.replace(/ +/gu, " ").trim();
  },
};
