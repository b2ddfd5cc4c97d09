import { readAutomatic1111 } from "./dialects/automatic1111.ts";
import { isComfyUi, readComfyUi } from "./dialects/comfyui/read.ts";
import { readFooocus } from "./dialects/fooocus.ts";
import { readDream, readInvokeAi, readInvokeAi2, readInvokeGraph } from "./dialects/invokeai.ts";
import { readNovelAi } from "./dialects/novelai.ts";
import { readDrawThings, readEasyDiffusion, readMidjourney } from "./dialects/others.ts";
import { readSwarmUi } from "./dialects/swarmui.ts";
import { type ForeignRecipe, type Tool, foreignRecipe } from "./foreign-recipe.ts";
import { asObject, lenientJson } from "./lenient-json.ts";
import type { RawText } from "./raw-metadata.ts";
import { readOwn } from "./read-own.ts";
import { standardWords } from "./standard-words.ts";

type Reader = (texts: readonly RawText[]) => ForeignRecipe | undefined;

/**
 * Who wrote these texts and what they say, by the first reader that understands them: the more a format says of itself,
 * the earlier it is asked. Undefined when nothing here is a recipe.
 */
export function identify(texts: readonly RawText[]): ForeignRecipe | undefined {
  for (const read of readers) {
    const found = attempt(read, texts);
    if (found && says(found)) return withoutGuesses(found);
  }
  return undefined;
}

/** A reader that trips over a hostile text has simply not understood it. */
function attempt(read: Reader, texts: readonly RawText[]): ForeignRecipe | undefined {
  try {
    return read(texts);
  } catch {
    return undefined;
  }
}

const says = ({ prompt, seed, steps, model }: ForeignRecipe): boolean =>
  prompt !== "" || seed !== null || (steps !== null && model !== null);

const kin: readonly (readonly [RegExp, Tool])[] = [
  [/^samebut\b/iu, "samebut"],
  [/fooocus/iu, "fooocus"],
  [/^comfyui\b/iu, "comfyui"],
];

/** Who writes as AUTOMATIC1111 does names itself in the version. */
function withoutGuesses(recipe: ForeignRecipe): ForeignRecipe {
  const named = kin.find(([pattern]) => pattern.test(recipe.version ?? ""))?.[1];
  return recipe.tool === "automatic1111" && named ? { ...recipe, tool: named } : recipe;
}

const isNamed =
  (...names: readonly string[]) =>
  ({ keyword }: RawText): boolean =>
    names.includes(keyword.toLowerCase());

const first = (texts: readonly RawText[], ...names: readonly string[]): string | undefined =>
  texts.find(isNamed(...names))?.text;

const objectIn = (text: string | undefined) => asObject(lenientJson(text ?? ""));

/** Every text in which a program may keep its whole recipe. */
const carriers = (texts: readonly RawText[]): readonly string[] => [
  ...texts.filter(isNamed("parameters")).map(({ text }) => text),
  ...texts.filter(isNamed("usercomment", "exif:usercomment")).map(({ text }) => text),
  ...texts
    .filter(
      isNamed(
        "comment",
        "imagedescription",
        "description",
        "dc:description",
        "xpcomment",
        "makernote",
        "sidecar",
        "file",
      ),
    )
    .map(({ text }) => text),
];

const readers: readonly Reader[] = [
  readOwn,
  (texts) => {
    const json = objectIn(first(texts, "invokeai_metadata"));
    return json && readInvokeAi(json);
  },
  (texts) => {
    const json = objectIn(first(texts, "sd-metadata"));
    return json && readInvokeAi2(json);
  },
  (texts) => someOf(carriers(texts), (text) => (objectIn(text) ? readJson(text) : readAutomatic1111(text))),
  readNovelAi,
  (texts) => readComfyUi(comfyText(texts, "prompt"), comfyText(texts, "workflow")),
  (texts) => someOf(carriers(texts), (text) => (isComfyUi(text) ? readComfyUi(text, workflowIn(text)) : undefined)),
  (texts) => {
    const json = objectIn(first(texts, "invokeai_graph")) ?? objectIn(first(texts, "invokeai_workflow"));
    return json && readInvokeGraph(json);
  },
  (texts) => readEasyDiffusion(Object.fromEntries(texts.map(({ keyword, text }) => [keyword, text]))),
  (texts) => {
    const dream = first(texts, "dream");
    return dream === undefined ? undefined : readDream(dream);
  },
  readMidjourney,
  (texts) => {
    const { prompt, system, systemVersion } = standardWords(texts);
    return prompt === ""
      ? undefined
      : foreignRecipe("unknown", { prompt, version: [system, systemVersion].filter(Boolean).join(" ") });
  },
];

function someOf<Item>(
  items: readonly Item[],
  read: (item: Item) => ForeignRecipe | undefined,
): ForeignRecipe | undefined {
  for (const item of items) {
    const found = read(item);
    if (found && says(found)) return found;
  }
  return undefined;
}

/** A recipe that is one JSON object, of whichever program. */
function readJson(text: string): ForeignRecipe | undefined {
  const json = objectIn(text);
  if (!json) return undefined;
  return (
    readSwarmUi(json) ??
    readFooocus(json) ??
    readDrawThings(json) ??
    ("positive_prompt" in json ? readInvokeAi(json) : undefined) ??
    ("image" in json && "app_id" in json ? readInvokeAi2(json) : undefined) ??
    readEasyDiffusion(json)
  );
}

/** Under its own keyword, or as "prompt:{…}" in any tag of EXIF. */
function comfyText(texts: readonly RawText[], name: "prompt" | "workflow"): string | undefined {
  const own = texts.find((text) => text.keyword.toLowerCase() === name && /^\s*\{/u.test(text.text))?.text;
  const tagged = texts
    .map(({ text }) => new RegExp(`^\\s*${name}\\s*:\\s*(\\{.*)`, "isu").exec(text)?.[1])
    .find(Boolean);
  return own ?? tagged ?? workflowFrom(texts, name);
}

/** Inside a JSON object with both, as savers for JPEG and WebP write it into the UserComment. */
function workflowFrom(texts: readonly RawText[], name: "prompt" | "workflow"): string | undefined {
  for (const { text } of texts) {
    const value = /"(?:prompt|workflow)"/u.test(text) ? objectIn(text)?.[name] : undefined;
    if (typeof value === "string" && value.trimStart().startsWith("{")) return value;
    if (asObject(value)) return JSON.stringify(value);
  }
  return undefined;
}

function workflowIn(text: string): string | undefined {
  const json = objectIn(text);
  const extra = asObject(asObject(json?.["extra_data"])?.["extra_pnginfo"])?.["workflow"] ?? json?.["workflow"];
  return asObject(extra) ? JSON.stringify(extra) : undefined;
}
