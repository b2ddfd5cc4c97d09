import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Medium } from "../core/brief.ts";
import { type ElementKind, imageElementKinds, textElementKinds } from "../core/element.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { PromptTendency } from "../core/proposer.ts";

const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const kinds = list.pipe(z.array(z.enum(["any", ...imageElementKinds])).min(1));
const sentence = z.string().min(1).max(500);
const clause = z.string().min(1).max(500);
const fraction = z.coerce.number<string>().min(0).max(1);

const shared = {
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, "use small letters, digits and hyphens"),
  /** Kinds of element that it is for; "any" for all of them. */
  kind: kinds,
  /** What is seen in the picture, as a sentence. */
  symptom: sentence,
  /** Why it may help, as a sentence. */
  note: sentence,
};

/** Words, at least one of which the element's statement must contain. */
const match = list.pipe(z.array(z.string()).min(1)).optional();

const ImageRecipe = z.discriminatedUnion("action", [
  /** Appends the clause. */
  z.strictObject({ ...shared, action: z.literal("add"), match, clause }),
  /** Puts the clause in place of the element's own words. */
  z.strictObject({ ...shared, action: z.literal("replace"), match, clause }),
  /** Takes words out; `clause` lists them, separated by "|". */
  z.strictObject({ ...shared, action: z.literal("remove"), match, clause }),
  /** A whole new prompt with a slot per element kind. */
  z.strictObject({ ...shared, action: z.literal("restart"), clause }),
  /** The final pass: words to add and the range of denoising strength. */
  z.strictObject({
    ...shared,
    action: z.literal("finish"),
    clause,
    strength: fraction,
    "strength-minimum": fraction,
    "strength-maximum": fraction,
  }),
]);

/** A line for the prompt of a text: for kinds of element, against tendencies, or for both. */
const TextRecipe = z
  .strictObject({
    ...shared,
    kind: list.pipe(z.array(z.enum(["any", ...textElementKinds])).min(1)).optional(),
    tendency: list.pipe(z.array(PromptTendency).min(1)).optional(),
    action: z.enum(["add", "replace", "remove"]),
    match,
    clause,
    /** What was counted of it, and on what; left out where nobody counted. */
    measured: sentence.optional(),
  })
  .refine(({ kind, tendency }) => kind !== undefined || tendency !== undefined, {
    path: ["kind"],
    message: "name kinds of element, or tendencies",
  })
  .transform(({ kind = [], tendency = [], ...rest }) => ({ ...rest, kind, tendency }));

export type PromptRecipe =
  | ({ readonly medium: "image" } & z.infer<typeof ImageRecipe>)
  | ({ readonly medium: "text" } & z.infer<typeof TextRecipe>);

/** The recipes for texts are in a folder of their own. */
const textFolder = "text";

/** Every recipe of a folder, by id: pictures', and texts' from the folder “text” in it. Throws "invalid", naming file and field, when one cannot be read. */
export async function readRecipes(folder: string): Promise<readonly PromptRecipe[]> {
  const pictures = await readFolder(folder, "image", await namesIn(folder));
  const texts = join(folder, textFolder);
  const words = await readFolder(texts, "text", await readdir(texts).catch(() => []));
  return [...pictures, ...words];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((cause: unknown) => {
    throw new StudioError("unavailable", `The recipe folder ${folder} cannot be read.`, {
      hint: "Install Samebut again, or name a folder of recipes.",
      cause,
    });
  });
}

async function readFolder(folder: string, medium: Medium, names: readonly string[]): Promise<readonly PromptRecipe[]> {
  const files = names.filter((name) => name.endsWith(".md") && name !== "README.md").toSorted();
  return Promise.all(files.map(async (name) => parseRecipe(name, await readFile(join(folder, name), "utf8"), medium)));
}

/** One recipe file: front matter of `key: value` lines between two `---` lines, then free text. */
export function parseRecipe(file: string, text: string, medium: Medium = "image"): PromptRecipe {
  const recipe = readAs(medium, file, frontMatter(file, text));
  if (`${recipe.id}.md` !== file)
    throw fieldError(file, "id", `must be the file's name, ${file.replace(/\.md$/u, "")}`);
  checkSlots(file, recipe);
  if (recipe.action === "finish") checkStrengths(file, recipe);
  return recipe;
}

function readAs(medium: Medium, file: string, fields: Record<string, string>): PromptRecipe {
  const parsed =
    medium === "text"
      ? TextRecipe.transform((recipe) => ({ medium, ...recipe })).safeParse(fields)
      : ImageRecipe.transform((recipe) => ({ medium, ...recipe })).safeParse(fields);
  if (!parsed.success) throw problem(file, parsed.error.issues[0]);
  return parsed.data;
}

const textKinds = new Set<string>(textElementKinds);

/** “any” is any kind of its own medium. */
export const isFor = ({ medium, kind: kinds }: PromptRecipe, kind: ElementKind): boolean =>
  kinds.some((candidate) => candidate === kind || (candidate === "any" && (medium === "text") === textKinds.has(kind)));

function checkSlots(file: string, recipe: PromptRecipe): void {
  const allowed = new Set<string>(recipe.action === "restart" ? imageElementKinds : ["element"]);
  if ("match" in recipe && recipe.match) allowed.add("match");
  for (const [slot, name = ""] of recipe.clause.matchAll(/\{([^{}]*)\}/gu)) {
    if (!allowed.has(name)) throw fieldError(file, "clause", `has ${slot}, which stands for nothing here`);
  }
}

function checkStrengths(file: string, recipe: PromptRecipe & { action: "finish" }): void {
  if (recipe["strength-minimum"] <= recipe.strength && recipe.strength <= recipe["strength-maximum"]) return;
  throw fieldError(file, "strength", "must lie between strength-minimum and strength-maximum");
}

function frontMatter(file: string, text: string): Record<string, string> {
  const lines = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) {
    throw invalid(
      `The recipe ${file} has no front matter.`,
      "Begin the file with lines of “key: value” between two lines “---”.",
    );
  }
  const fields: Record<string, string> = {};
  for (const line of lines.slice(1, end)) readField(file, fields, line);
  return fields;
}

function readField(file: string, fields: Record<string, string>, line: string): void {
  if (line.trim() === "") return;
  const found = /^([a-z-]+):\s+(.*\S)\s*$/u.exec(line);
  const [, key, value] = found ?? [];
  if (key === undefined || value === undefined) {
    throw invalid(`The recipe ${file} has a line that is no “key: value”: ${line.trim().slice(0, 80)}`);
  }
  if (Object.hasOwn(fields, key)) throw fieldError(file, key, "is there twice");
  fields[key] = value;
}

function problem(file: string, issue: z.core.$ZodIssue | undefined): StudioError {
  if (issue?.code === "unrecognized_keys") return fieldError(file, issue.keys[0] ?? "", "is not known");
  return fieldError(file, String(issue?.path[0] ?? "action"), `is not right: ${issue?.message ?? "unreadable"}`);
}

function fieldError(file: string, field: string, what: string): StudioError {
  return new StudioError("invalid", `The recipe ${file}: the field “${field}” ${what}.`, {
    hint: "recipes/README.md says what each field is.",
    facts: { file, field },
  });
}
