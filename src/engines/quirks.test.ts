import { startAutomatic1111 } from "../../test/fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../../test/fixtures/servers/comfyui.ts";
import type { LoopbackServer } from "../../test/fixtures/servers/loopback.ts";
import { proxyLogin, startQuirky } from "../../test/fixtures/servers/quirky.ts";
import { startSdServer } from "../../test/fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../../test/fixtures/servers/swarmui.ts";
import { Recipe } from "../core/recipe.ts";
import { engineContract } from "./engine-contract.ts";
import { kinds } from "./kinds.ts";

const servers: readonly (readonly [kind: string, start: () => Promise<LoopbackServer>])[] = [
  ["automatic1111", startAutomatic1111],
  ["comfyui", startComfyUI],
  ["sd-server", () => startSdServer({ modelChoosesSampler: true, upscalers: ["RealESRGAN_x4plus"] })],
  ["swarmui", () => startSwarmUI({ savesAlways: true })],
];

for (const [kind, start] of servers)
  engineContract(`${kind} behind a quirky proxy`, {
    async engine() {
      const server = await start();
      const proxy = await startQuirky(server);
      const known = kinds.find((one) => one.kind === kind)!;
      const engine = known.create(
        { kind, id: "it", url: proxy.url, key: "THE_KEY" },
        { keys: { find: async () => proxyLogin }, sleep: async () => undefined },
      );
      const close = async (): Promise<void> => {
        await proxy[Symbol.asyncDispose]();
        await server.close();
      };
      return { ...engine, close };
    },
    recipe: ({ fingerprint }) =>
      Recipe.parse({
        engine: "it",
        fingerprint,
        prompt: "a red vase",
        seed: 7,
        size: { width: 64, height: 64 },
      }),
    otherPrompt: "a blue bowl",
  });
