import { z } from "zod";
import { LenientNumber } from "../http/lenient.ts";
import { parseLeniently } from "../http/request.ts";

const Part = z.looseObject({ text: z.string().nullish() });
const Message = z.looseObject({ content: z.union([z.array(Part), z.unknown()]).optional() });
const Chat = z.looseObject({
  choices: z.array(z.looseObject({ message: Message })).min(1),
  usage: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});

/**
 * A whole answer of a server that speaks OpenAI's chat interface nearly: contents in parts become a text, counts that are written as
 * strings become numbers, and what is no JSON for its NaN becomes JSON. Anything else, streams too, goes through as it is.
 */
export const tidyFetch =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    if (!response.ok || /event-stream/u.test(response.headers.get("content-type") ?? "")) return response;
    const text = await response.text();
    const chat = Chat.safeParse(parseLeniently(text));
    const headers = { "content-type": "application/json" };
    return new Response(chat.success ? JSON.stringify(tidied(chat.data)) : text, {
      status: response.status,
      headers: chat.success ? headers : response.headers,
    });
  };

const tidied = ({ choices, usage, ...rest }: z.infer<typeof Chat>): object => ({
  ...rest,
  choices: choices.map(({ message, ...choice }) => ({ ...choice, message: { ...message, content: textOf(message) } })),
  ...(usage
    ? { usage: Object.fromEntries(Object.entries(usage).map(([name, value]) => [name, numberOf(value)])) }
    : {}),
});

const textOf = ({ content }: z.infer<typeof Message>): unknown =>
  Array.isArray(content) ? content.map((part) => Part.safeParse(part).data?.text ?? "").join("") : content;

const numberOf = (value: unknown): unknown =>
  typeof value === "string" ? (LenientNumber.parse(value) ?? null) : value;
