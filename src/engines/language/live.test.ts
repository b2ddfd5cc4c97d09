import { expect, it } from "vitest";
import { Recipe } from "../../core/recipe.ts";
import { startLanguage } from "../../../test/fixtures/servers/language.ts";
import { languageKinds } from "./engine.ts";

const answer = "The bakery opens at nine on Monday. Anna Berg bakes rye, wheat and spelt.";

/** Every event of one text, by type. */
async function written(previews: boolean, streams: boolean) {
  await using server = await startLanguage("", () => answer);
  server.streams = streams;
  const kind = languageKinds.find((one) => one.kind === "ollama")!;
  const engine = kind.create({ kind: "ollama", id: "ollama", url: `${server.url}/v1` }, {});
  const recipe = Recipe.parse({
    engine: "ollama",
    fingerprint: "",
    prompt: "Announce it",
    seed: 1,
    size: { width: 1, height: 1 },
  });
  const call = {
    signal: new AbortController().signal,
    idempotencyKey: "key",
    previews,
    readBlob: () => Promise.reject(new Error("nothing to read")),
  };
  const previewed: string[] = [];
  let output = "";
  for await (const event of engine.generate(recipe, call)) {
    if (event.type === "preview") previewed.push(new TextDecoder().decode(event.output.data));
    if (event.type === "output") output = new TextDecoder().decode(event.output.data);
  }
  return { previewed, output, asked: server.asked.length };
}

it("shows a text while it is written, each time a little more, to whoever looks", async () => {
  const { previewed, output } = await written(true, true);
  expect(output).toBe(answer);
  expect(previewed.length).toBeGreaterThan(2);
  previewed.forEach((text, i) => {
    expect(answer.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(previewed[i - 1]?.length ?? 0);
  });
});

it("streams for nobody", async () => {
  expect(await written(false, true)).toEqual({ previewed: [], output: answer, asked: 1 });
});

it("asks a server that answers in one piece once more", async () => {
  expect(await written(true, false)).toEqual({ previewed: [], output: answer, asked: 2 });
});
