import { protocols } from "../../test/fixtures/hosted.ts";
import { startAutomatic1111 } from "../../test/fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../../test/fixtures/servers/comfyui.ts";
import { drawing } from "../../test/fixtures/servers/drawing.ts";
import { startSdServer } from "../../test/fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../../test/fixtures/servers/swarmui.ts";

// Every server in a process of its own, drawing as fast as it can; tells their addresses to whoever started it.

const fast = { millisecondsPerStep: 0 };
const [automatic1111, comfyui, sdServer, swarmui] = await Promise.all([
  startAutomatic1111(fast),
  startComfyUI(fast),
  startSdServer({ milliseconds: 5, queueSize: 1000 }),
  startSwarmUI(fast),
]);
drawing.largestSide = 256;
const hosted = await Promise.all(
  protocols.map(async (protocol) => [protocol.kind, (await protocol.start()).url] as const),
);
process.send?.({
  local: {
    automatic1111: automatic1111.url,
    comfyui: comfyui.url,
    "sd-server": sdServer.url,
    swarmui: swarmui.url,
  },
  hosted: Object.fromEntries(hosted),
});
process.on("disconnect", () => process.exit());
