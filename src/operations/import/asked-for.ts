import { maximumPromptLength } from "../../core/brief.ts";
import type { Opened } from "./open-source.ts";

/** What a file was made from, in words. */
export interface Asked {
  readonly prompt: string;
  /** Whether somebody wrote it to say what is wanted; else nothing can be checked against it. */
  readonly isWish: boolean;
  readonly notes: readonly string[];
}

/** What was asked for: said by the person, else by the recipe, else by a caption; else the file's name stands in. */
export function askedFor(prompt: string | undefined, { found, standard, name }: Opened): Asked {
  if (prompt !== undefined) return { prompt, isWish: true, notes: [] };
  const read = found?.prompt ?? "";
  if (read.length > maximumPromptLength)
    return {
      prompt: read.slice(0, maximumPromptLength).toWellFormed(),
      isWish: true,
      notes: [`Its prompt is ${read.length} characters long; the first ${maximumPromptLength} were taken.`],
    };
  if (read !== "") return { prompt: read, isWish: true, notes: [] };
  const words = standard.caption || standard.title;
  if (words.trim() !== "" && !/^\s*[{[]/u.test(words))
    return {
      prompt: words.slice(0, 2_000).toWellFormed(),
      isWish: true,
      notes: ["Its caption stands in for the prompt."],
    };
  return {
    prompt: wordsOfName(name),
    isWish: false,
    notes: ["Nothing in it says what was asked for, so its name stands in for the prompt. Say it with --prompt."],
  };
}

export const wordsOfName = (name: string): string =>
  name
    .replace(/\.[a-z0-9]{1,5}$/iu, "")
    .replace(/[_\-.+]+/gu, " ")
    .trim() || "an imported file";
