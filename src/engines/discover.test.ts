import { expect, it } from "vitest";
import { startAutomatic1111 } from "../../test/fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../../test/fixtures/servers/comfyui.ts";
import { startLoopback } from "../../test/fixtures/servers/loopback.ts";
import { startSdServer } from "../../test/fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../../test/fixtures/servers/swarmui.ts";
import { discoverServers } from "./discover.ts";
import { kinds } from "./kinds.ts";

const { signal } = new AbortController();

/** The same kinds, each looking for its servers on all of these ports. */
const lookingAt = (ports: readonly number[]) =>
  kinds.map((kind) => (kind.usualPorts ? { ...kind, usualPorts: ports } : kind));

it("finds every server on this computer, and says what each is by its answer, not by its port", async () => {
  await using webUi = await startAutomatic1111();
  await using forge = await startAutomatic1111({ forgePreset: "flux" });
  await using comfy = await startComfyUI();
  await using sd = await startSdServer();
  await using swarm = await startSwarmUI();
  await using router = await startLoopback(({ send }) => send("<html>router</html>", "text/html"));
  const servers = [webUi, forge, comfy, sd, swarm, router];
  const connected = [{ kind: "comfyui", id: "mine", url: `http://localhost:${comfy.port}/` }];
  const found = await discoverServers(lookingAt(servers.map(({ port }) => port)), connected, signal);
  expect(found).toEqual([
    {
      kind: "automatic1111",
      url: webUi.url,
      title: "AUTOMATIC1111 with painter.safetensors [0123456789]",
      connectedAs: null,
    },
    { kind: "automatic1111", url: forge.url, title: "Forge with painter.safetensors [0123456789]", connectedAs: null },
    { kind: "comfyui", url: comfy.url, title: "ComfyUI 0.3.76 on cpu", connectedAs: "mine" },
    { kind: "sd-server", url: sd.url, title: "stable-diffusion.cpp with painter.gguf", connectedAs: null },
    { kind: "swarmui", url: swarm.url, title: "SwarmUI 0.9.7.0", connectedAs: null },
  ]);
});

it("finds nothing where nothing answers", async () => {
  const gone = await startLoopback(({ json }) => json({}));
  await gone.close();
  expect(await discoverServers(lookingAt([gone.port]), [], signal)).toEqual([]);
});
