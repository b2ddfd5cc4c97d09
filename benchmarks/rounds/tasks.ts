import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

/** What the model does with one element of a task's prompt, from many pictures. */
export const ElementRate = z.object({
  element: z.string(),
  statement: z.string(),
  /** Pictures that show it, of those drawn. */
  right: z.int(),
  n: z.int(),
});
export type ElementRate = z.infer<typeof ElementRate>;

/** One prompt to be brought to a picture that shows every element of it. */
export const Task = z.object({
  id: z.string(),
  prompt: z.string(),
  /** Elements that the model systematically misses, as measured when the task was frozen: 0…3. */
  misses: z.int().min(0).max(3),
  rates: z.array(ElementRate),
  /** Fingerprint of the weights that the rates were measured on. */
  fingerprint: z.string(),
});
export type Task = z.infer<typeof Task>;

export async function readTasks(file: string): Promise<readonly Task[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const parsed = Task.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    throw new Error(`Line ${index + 1} of ${file} is no task: ${parsed.error.message}`);
  });
}

export const writeTasks = (file: string, tasks: readonly Task[]): Promise<void> =>
  writeFile(file, tasks.map((task) => `${JSON.stringify(task)}\n`).join(""));

/** An element that at most 15 % of pictures show is missed systematically; one that at least 80 % show is heard. */
export const systematicBelow = 0.15;
export const heardFrom = 0.8;

export type TrueState = "heard" | "chance" | "unheard";

export function trueState({ right, n }: Pick<ElementRate, "right" | "n">): TrueState {
  if (right <= systematicBelow * n) return "unheard";
  return right >= heardFrom * n ? "heard" : "chance";
}
