import { startAutomatic1111 } from "../../test/fixtures/servers/automatic1111.ts";
import { startComfyUI } from "../../test/fixtures/servers/comfyui.ts";
import { startSdServer } from "../../test/fixtures/servers/sd-server.ts";
import { startSwarmUI } from "../../test/fixtures/servers/swarmui.ts";

// The four local servers in a process of their own, drawing as fast as they can; tells their addresses to whoever started it.

const fast = { millisecondsPerStep: 0 };
const [automatic1111, comfyui, sdServer, swarmui] = await Promise.all([
  startAutomatic1111(fast),
  startComfyUI(fast),
  startSdServer({ milliseconds: 5, queueSize: 1000 }),
  startSwarmUI(fast),
]);
process.send?.({
  automatic1111: automatic1111.url,
  comfyui: comfyui.url,
  "sd-server": sdServer.url,
  swarmui: swarmui.url,
});
process.on("disconnect", () => process.exit());
