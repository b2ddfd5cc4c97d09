import { z } from "zod";
import type { Studio } from "../core/studio.ts";

/** What an operation may do: nothing, write rows, or run engines that may cost money. */
export type Effect = "read" | "write" | "paid";

/** A picture or text that belongs to an answer: doors show it in their own way. */
export const Picture = z.object({
  blob: z.string(),
  mediaType: z.string(),
  variation: z.string().nullable(),
  caption: z.string(),
});
export type Picture = z.infer<typeof Picture>;

/** Every answer says itself in plain sentences, and carries the pictures that it speaks of. */
export const Answer = z.object({
  summary: z.string(),
  pictures: z.array(Picture).default([]),
  /** What is left to say to somebody who was told the steps as they came. */
  conclusion: z.string().optional(),
});

export interface OperationCall {
  readonly signal: AbortSignal;
}

export interface CommandLine {
  /** Names of input fields given by position, the last one variadic when it is an array. */
  readonly positional?: readonly string[];
  /** Fields that the command line fills with the contents of a named file, or of standard input for "-". */
  readonly files?: readonly string[];
  /** The field that takes the name of the first of these files. */
  readonly fileName?: string;
  /** Where the field `file` says "-", standard input goes into another field: its bytes in base64, or its text. */
  readonly standardInput?: { readonly file: string; readonly into: string; readonly as: "base64" | "text" };
  /** One complete command, for --help. */
  readonly example: string;
}

export interface Operation<
  Name extends string = string,
  In extends z.ZodObject = z.ZodObject,
  Out extends z.ZodObject = z.ZodObject,
> {
  readonly name: Name;
  /** One sentence: what it does. */
  readonly summary: string;
  readonly effect: Effect;
  /** What only the person decides: agents are not given it. */
  readonly byPerson?: true;
  readonly input: In;
  readonly output: Out;
  readonly commandLine: CommandLine;
  run(studio: Studio, input: z.output<In>, call: OperationCall): Promise<z.input<Out>>;
}

/** The one place where a thing that a person or an agent can ask is defined; every door gets it from here. */
export const defineOperation = <const Name extends string, In extends z.ZodObject, Out extends z.ZodObject>(
  operation: Operation<Name, In, Out>,
): Operation<Name, In, Out> => operation;

/** The field of nearly every operation: which session. */
export const SessionField = z.string().default("last").describe("Session id, the beginning of one, or “last”");

export const WaitField = z
  .boolean()
  .default(true)
  .describe("Wait until the round is finished and read; otherwise return as soon as it is planned");
