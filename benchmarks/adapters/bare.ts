import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { defaultWorkflow } from "../../src/engines/comfyui/default-workflow.ts";

// What each protocol takes at the very least: the same requests with the same bytes, and nothing else.

export const size = 256;
export const prompt = "a red vase";

type Exchange = (url: string, seed: number) => Promise<Uint8Array>;

const post = async (url: string, body: object): Promise<Record<string, unknown>> => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
};
const get = async (url: string): Promise<Record<string, unknown>> =>
  (await (await fetch(url)).json()) as Record<string, unknown>;
const decode = (base64: unknown): Uint8Array => Buffer.from(String(base64 as string), "base64");

const automatic1111: Exchange = async (url, seed) => {
  const body = {
    prompt,
    negative_prompt: "",
    seed,
    sampler_name: "DPM++ 2M",
    steps: 20,
    cfg_scale: 7,
    width: size,
    height: size,
  };
  const { images } = await post(`${url}/sdapi/v1/txt2img`, body);
  return decode((images as string[])[0]);
};

const comfyui: Exchange = async (url, seed) => {
  const graph = structuredClone(defaultWorkflow("painter.safetensors", size)) as Record<
    string,
    { inputs: Record<string, unknown> }
  >;
  Object.assign(graph["3"]?.inputs ?? {}, { seed });
  Object.assign(graph["6"]?.inputs ?? {}, { text: prompt });
  Object.assign(graph["9"]?.inputs ?? {}, { filename_prefix: `bare-${seed}` });
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws?clientId=bare-${seed}`);
  await once(socket, "open");
  const ended = new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer, binary: boolean) => {
      if (!binary && data.toString().includes('"execution_success"')) resolve();
    });
  });
  const { prompt_id: id } = await post(`${url}/prompt`, { prompt: graph, client_id: `bare-${seed}` });
  await ended;
  const text = await (await fetch(`${url}/history/${String(id as string)}`)).text();
  const filename = /"filename":"([^"]+)"/u.exec(text)?.[1] ?? "";
  const response = await fetch(`${url}/view?filename=${encodeURIComponent(filename)}&type=output`);
  const data = new Uint8Array(await response.arrayBuffer());
  socket.terminate();
  return data;
};

const sdServer: Exchange = async (url, seed) => {
  const sample = { sample_steps: 20, sample_method: "euler_a", guidance: { txt_cfg: 7 } };
  const { poll_url: path } = await post(`${url}/sdcpp/v1/img_gen`, {
    prompt,
    seed,
    width: size,
    height: size,
    sample_params: sample,
  });
  for (;;) {
    const { status, result } = await get(`${url}${String(path as string)}`);
    if (status === "completed") return decode((result as { images: { b64_json: string }[] }).images[0]?.b64_json);
    await wait(1);
  }
};

const swarmui: Exchange = async (url, seed) => {
  const { session_id: session } = await post(`${url}/API/GetNewSession`, {});
  const socket = new WebSocket(`${url.replace("http", "ws")}/API/GenerateText2ImageWS`);
  await once(socket, "open");
  const picture = new Promise<string>((resolve) => {
    socket.on("message", (data: Buffer) => {
      const image = /"image":"data:[^,]+,([^"]+)"/u.exec(data.toString())?.[1];
      if (image !== undefined) resolve(image);
    });
  });
  const body = { images: 1, prompt, model: "painter", width: size, height: size, seed, steps: 20, cfgscale: 7 };
  socket.send(JSON.stringify({ session_id: session, ...body, donotsave: true }));
  const data = decode(await picture);
  socket.terminate();
  return data;
};

export const bareExchanges: Readonly<Record<string, Exchange>> = {
  automatic1111,
  comfyui,
  "sd-server": sdServer,
  swarmui,
};
