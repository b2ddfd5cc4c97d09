import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { Recipe } from "../../src/core/recipe.ts";
import { createHttpClient } from "../../src/engines/http/client.ts";
import { engineContract } from "../../src/engines/engine-contract.ts";
import type { EngineKind } from "../../src/engines/kind.ts";
import { jsonBody, startLoopback } from "../fixtures/servers/loopback.ts";
import { paint, readBase64 } from "../fixtures/servers/painter.ts";

const page = await readFile(new URL("../../docs/adding-an-engine.md", import.meta.url), "utf8");
const [, example = ""] = /```ts\n([^]*?)```/u.exec(page) ?? [];

/** The example as a file of its own: what it imports stands where it stands for a folder in src/engines. */
async function engineOfThePage(folder: string): Promise<EngineKind> {
  const engines = new URL("../../src/engines/easel/", import.meta.url);
  const zod = pathToFileURL(createRequire(import.meta.url).resolve("zod")).href;
  const code = example
    .replaceAll(/from "(\.[^"]+)"/gu, (_, path: string) => `from "${new URL(path, engines).href}"`)
    .replace('from "zod"', `from "${zod}"`);
  const file = join(folder, "kind.ts");
  await writeFile(file, code);
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { easel: EngineKind };
  return module.easel;
}

interface Asked {
  readonly words: string;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly from?: { readonly picture: string; readonly strength: number };
}

/** The server that the page imagines. */
const server = await startLoopback(async (exchange) => {
  if (exchange.path === "/hello") return exchange.json("easel");
  const { words, seed, width, height, from } = jsonBody<Asked>(exchange);
  const start = from && { picture: await readBase64(from.picture), strength: from.strength, mask: undefined };
  const picture = await paint({ prompt: words, seed, size: { width, height }, start });
  exchange.json({ picture: Buffer.from(picture).toString("base64") });
});
const folder = await mkdtemp(join(tmpdir(), "samebut-easel-"));
const easel = await engineOfThePage(folder);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("the page is of at most 60 lines", () => {
  expect(page.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
});

engineContract("the engine of the page", {
  engine: () => easel.create({ kind: "easel", id: "easel", url: server.url }, {}),
  recipe: () =>
    Recipe.parse({
      engine: "easel",
      fingerprint: "easel-1",
      prompt: "a red vase",
      seed: 7,
      size: { width: 64, height: 64 },
    }),
  otherPrompt: "a blue bowl",
});

it("is recognised when servers are looked for", async () => {
  const http = createHttpClient({ base: server.url, service: { name: "it" } });
  expect(await easel.recognise?.(http, new AbortController().signal)).toBe("Easel");
});
