import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StudioError } from "../core/errors.ts";
import { parseRecipe, readRecipes } from "./recipe-file.ts";
import { recipeFolder } from "./recipes.ts";

const good = {
  id: "a-recipe",
  kind: "lighting, composition",
  match: "left, right",
  symptom: "It is seen.",
  action: "add",
  clause: "light from the {match}",
  note: "It helps.",
};

const fileOf = (fields: Record<string, string>): string =>
  `---\n${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n")}\n---\n\nMore.\n`;

const failure = (text: string, file = "a-recipe.md"): StudioError => {
  try {
    parseRecipe(file, text);
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
};

describe("a recipe file", () => {
  it("is read with its lists split", () => {
    expect(parseRecipe("a-recipe.md", fileOf(good))).toEqual({
      ...good,
      medium: "image",
      kind: ["lighting", "composition"],
      match: ["left", "right"],
    });
  });

  it("for texts has kinds of texts, tendencies, or both", () => {
    const line = { ...good, kind: "point", match: "price", clause: "Say it early: {element}." };
    expect(parseRecipe("a-recipe.md", fileOf(line), "text")).toMatchObject({ kind: ["point"], tendency: [] });
    const { kind: _, ...against } = { ...line, tendency: "padding, hedging", clause: "Stop after the last fact." };
    expect(parseRecipe("a-recipe.md", fileOf(against), "text")).toMatchObject({
      kind: [],
      tendency: ["padding", "hedging"],
    });
    const { tendency: __, ...neither } = against;
    for (const wrong of [neither, good, { ...against, tendency: "beauty" }])
      expect(() => parseRecipe("a-recipe.md", fileOf(wrong), "text")).toThrow(StudioError);
    expect(failure(fileOf(line)).message).toContain("“kind”");
  });

  it("is read with a byte-order mark and Windows line ends", () => {
    expect(parseRecipe("a-recipe.md", `\uFEFF${fileOf(good).replaceAll("\n", "\r\n")}`)).toMatchObject({
      action: "add",
    });
  });

  it.each([
    ["id", { ...good, id: "Other" }],
    ["id", { ...good, id: "another-name" }],
    ["kind", { ...good, kind: "lighting, mood" }],
    ["kind", { ...good, kind: " , " }],
    ["action", { ...good, action: "improve" }],
    ["colour", { ...good, colour: "red" }],
    ["clause", { ...good, clause: "x".repeat(501) }],
    ["strength", { ...good, strength: "0.4" }],
    ["clause", { ...good, clause: "only {colour}" }],
    ["clause", { ...good, match: "left", clause: "{Match}" }],
  ])("with a wrong field is refused by the name of file and field: %s", (field, fields) => {
    const error = failure(fileOf(fields));
    expect(error.code).toBe("invalid");
    expect(error.message).toContain("a-recipe.md");
    expect(error.message).toContain(`“${field}”`);
  });

  it.each(["id", "kind", "symptom", "action", "clause", "note"])("without %s is refused", (field) => {
    const fields: Record<string, string> = { ...good };
    delete fields[field];
    expect(failure(fileOf(fields)).message).toContain(`“${field}”`);
  });

  it.each([
    ["no front matter", "Only text."],
    ["no end of it", "---\nid: a-recipe\n"],
    ["a line that is no field", `---\nid: a-recipe\njust words\n---\n`],
    ["a field twice", `---\nid: a-recipe\nid: a-recipe\n---\n`],
    ["nothing", ""],
  ])("with %s is refused by the file's name", (_what, text) => {
    expect(failure(text).message).toContain("a-recipe.md");
  });

  it("may use the word that matched only where there is one to match", () => {
    const { match: _, ...rest } = good;
    expect(failure(fileOf(rest)).message).toContain("{match}");
  });

  it("of a restart has a slot for each kind it speaks of", () => {
    const { match: _, ...rest } = good;
    const restart = { ...rest, action: "restart", clause: "{subject}; {lighting}" };
    expect(parseRecipe("a-recipe.md", fileOf(restart))).toMatchObject({ action: "restart" });
    expect(failure(fileOf({ ...restart, clause: "{subject}; {light}" })).message).toContain("{light}");
  });

  it("of a final pass keeps its strength within its range", () => {
    const { match: _, ...rest } = good;
    const finish = {
      ...rest,
      clause: "sharper",
      action: "finish",
      strength: "0.5",
      "strength-minimum": "0.35",
      "strength-maximum": "0.45",
    };
    expect(failure(fileOf(finish)).message).toContain("“strength”");
    expect(parseRecipe("a-recipe.md", fileOf({ ...finish, strength: "0.4" }))).toMatchObject({
      strength: 0.4,
    });
  });
});

describe("the recipes folder", () => {
  it("has only good recipes, enough of them, for every kind that breaks", async () => {
    const recipes = await readRecipes(recipeFolder);
    expect(recipes.length).toBeGreaterThanOrEqual(24);
    const kinds = new Set(recipes.filter((recipe) => recipe.action !== "restart").flatMap((recipe) => recipe.kind));
    const wanted = [
      "lighting",
      "composition",
      "background",
      "colour",
      "material",
      "style",
      "expression",
      "identity",
      "quality",
      "lettering",
    ];
    expect(wanted.filter((kind) => !kinds.has(kind as never))).toEqual([]);
    expect(recipes.filter((recipe) => recipe.action === "restart")).toHaveLength(3);
  });

  it("has the final pass at 0.40, between 0.35 and 0.45", async () => {
    const recipe = (await readRecipes(recipeFolder)).find(({ id }) => id === "universal-8k-upscale");
    expect(recipe).toMatchObject({
      action: "finish",
      strength: 0.4,
      "strength-minimum": 0.35,
      "strength-maximum": 0.45,
    });
  });

  it("skips what is no recipe, and says when there is no folder", async () => {
    const folder = await mkdtemp(join(tmpdir(), "recipes-"));
    await writeFile(join(folder, "README.md"), "no recipe");
    await writeFile(join(folder, "a-recipe.md"), fileOf(good));
    expect(await readRecipes(folder)).toHaveLength(1);
    await expect(readRecipes(join(folder, "none"))).rejects.toMatchObject({ code: "unavailable" });
  });
});
