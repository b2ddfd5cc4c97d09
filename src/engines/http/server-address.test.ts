import { expect, it } from "vitest";
import { serverAddress } from "./server-address.ts";

const endings = ["/sdapi", "/docs"];

it.each([
  ["http://127.0.0.1:7860", "http://127.0.0.1:7860"],
  ["http://127.0.0.1:7860///", "http://127.0.0.1:7860"],
  ["http://127.0.0.1:7860/sdapi/v1/", "http://127.0.0.1:7860"],
  ["http://127.0.0.1:7860/docs#/default/text2imgapi", "http://127.0.0.1:7860"],
  ["http://127.0.0.1:7860/?__theme=dark", "http://127.0.0.1:7860"],
  ["https://art.example.org/webui/", "https://art.example.org/webui"],
  ["https://art.example.org/webui/sdapi/v1/txt2img", "https://art.example.org/webui"],
  ["https://art.example.org/sdapis/", "https://art.example.org/sdapis"],
])("%s is the server at %s", (pasted, address) => {
  expect(serverAddress(pasted, endings)).toBe(address);
});
