import type { LanguageModel as SdkModel, ModelMessage } from "ai";
import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Cost } from "../../core/variation.ts";
import { StudioError } from "../../core/errors.ts";
import type { LanguageModel, Question } from "../../core/language-model.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { sdkFetch } from "../hosted/sdk-fetch.ts";
import { type TextUsage, textCost } from "../hosted/text-cost.ts";
import { serverAddress } from "../http/server-address.ts";
import { lenientList } from "../http/lenient.ts";
import { oneLine } from "../http/failures.ts";
import type { Surroundings } from "../kind.ts";
import { complaintOf, objectIn, withoutThoughts } from "./answers.ts";
import type { LanguageProvider } from "./providers.ts";
import { asStudioError, loadSdk } from "./sdk.ts";
import { type Writing, type Written, write, writeLive } from "./writing.ts";

/** A connected language model: judges and proposers ask it, the text engine lets it write. */
export interface ConnectedModel extends LanguageModel {
  readonly provider: Provider;
  /** The connection's model, or the first that the server lists. */
  modelName(): Promise<string>;
  write(writing: Writing): Promise<Written>;
  /** Yields what is written so far, again and again. Only servers of one's own: they are slow, and nothing is charged. */
  readonly writeLive?: (writing: Writing) => AsyncGenerator<string, Written>;
}

export function connectModel(
  known: LanguageProvider,
  connection: Connection,
  surroundings: Surroundings = {},
  paid: Paid = () => undefined,
): ConnectedModel {
  const url = addressOf(known, connection);
  if (url === "")
    throw new StudioError("invalid", `An engine of kind “${known.kind}” needs the address of its server.`, {
      hint: `For example: samebut engines add ${known.kind} http://127.0.0.1:8080/v1 --model my-model`,
    });
  const provider = createProvider({
    name: known.url === "" ? `The server at ${new URL(url).host}` : known.name,
    url,
    key: connection.key ?? known.key,
    headers: known.headers,
    ...(known.keysPage === undefined ? {} : { keysPage: known.keysPage }),
    ...(known.explain === undefined ? {} : { explain: known.explain }),
    surroundings,
  });
  const modelName = firstOnce(async () => connection.model ?? known.model ?? firstListed(provider));
  const wired = async (): Promise<SdkModel> => {
    const fetch = sdkFetch(await provider.http(), {
      effect: known.prices === undefined ? "work" : "charge",
      timeoutSeconds: 600,
    });
    return known.create(await modelName(), { url, fetch });
  };
  const name = connection.model === undefined ? provider.name : `${provider.name} ${connection.model}`;
  return {
    name,
    provider,
    modelName,
    ask: (question) => askForObject({ name, known, wired, modelName, paid }, question),
    async price({ characters, pictures }) {
      if (connection.priceMicros !== undefined) return connection.priceMicros;
      if (known.prices === undefined) return 0;
      const input = Math.ceil(characters / charactersPerToken) + pictures * tokensPerPicture + tokensOfForm;
      return textCost(known.prices, await modelName(), { input, output: usualAnswer });
    },
    write: async (writing) => write(known, await wired(), await modelName(), writing),
    ...(known.prices === undefined ? { writeLive: (writing: Writing) => writeLive(known, wired, writing) } : {}),
  };
}

const endpoints = ["/chat/completions", "/completions", "/responses", "/messages", "/models"];

/** As it was given, without an endpoint that was pasted with it; servers of one's own have their interface below /v1. */
function addressOf(known: LanguageProvider, connection: Connection): string {
  const given = connection.url ?? environmentUrl(known) ?? known.url;
  if (given === "" || !URL.canParse(given)) return given;
  const plain = serverAddress(given, endpoints);
  return known.prices === undefined && new URL(plain).pathname === "/" ? `${plain}/v1` : plain;
}

/** Told what each answer cost; null where nobody knows. Nothing of what is free. */
export type Paid = (cost: Cost) => void;

/** For prices before: about so many characters of English are a token, and so many tokens a picture, its form, an answer. */
const charactersPerToken = 4;
const tokensPerPicture = 1_600;
const tokensOfForm = 600;
const usualAnswer = 500;

const environmentUrl = ({ urlVariable }: LanguageProvider): string | undefined =>
  urlVariable === undefined ? undefined : process.env[urlVariable] || undefined;

/** A success is remembered, a failure is not. */
function firstOnce<Value>(find: () => Promise<Value>): () => Promise<Value> {
  let found: Promise<Value> | undefined;
  return () => {
    found ??= find().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

const Entries = lenientList(z.looseObject({ id: z.string() }));
const Listed = z.union([z.looseObject({ data: Entries }).transform(({ data }) => data), Entries]);

/** Servers list whatever they have loaded; some of it neither writes nor reads. */
const noChat = /embed|rerank|whisper|\btts\b|\bbge-|clip/iu;

async function firstListed(provider: Provider): Promise<string> {
  const http = await provider.http();
  const listed = Listed.safeParse(
    await http.json({ path: "models", effect: "read", signal: AbortSignal.timeout(20_000) }),
  ).data;
  const first = listed?.find(({ id }) => !noChat.test(id)) ?? listed?.[0];
  if (first) return first.id;
  throw new StudioError("unavailable", `${provider.name} lists no model.`, {
    hint: "Load one there, or name one with --model.",
  });
}

interface Asking {
  readonly name: string;
  readonly known: LanguageProvider;
  wired(): Promise<SdkModel>;
  modelName(): Promise<string>;
  readonly paid: Paid;
}

/** Models that refused a form for their answers: they are told it in words from then on. */
const formless = new Set<string>();

async function askForObject<Value>(asking: Asking, question: Question<Value>): Promise<Value> {
  const messages: ModelMessage[] = [{ role: "user", content: contentOf(question) }];
  const first = await answerTo(asking, question, messages);
  const read = question.schema.safeParse(objectIn(first));
  if (read.success) return read.data;
  const complaint = complaintOf(objectIn(first), read.error);
  const again = await answerTo(asking, question, [
    ...messages,
    { role: "assistant", content: first || "(nothing)" },
    { role: "user", content: `That answer cannot be used. ${complaint} Answer again, with the JSON object alone.` },
  ]);
  const second = question.schema.safeParse(objectIn(again));
  if (second.success) return second.data;
  throw new StudioError("unavailable", `${asking.name} answered twice in another form than it was asked for.`, {
    hint: "Try again, or connect a more capable model.",
    facts: { complaint: complaintOf(objectIn(again), second.error), answer: oneLine(again) },
  });
}

function contentOf({ text, pictures = [] }: Question<unknown>) {
  return [
    ...pictures.map(({ data, mediaType }) => ({ type: "file" as const, mediaType, data })),
    { type: "text" as const, text },
  ];
}

/** The text of an answer, which should be the object. */
async function answerTo(asking: Asking, question: Question<unknown>, messages: ModelMessage[]): Promise<string> {
  if (!formless.has(asking.name)) {
    try {
      return await generate(asking, question, messages, true);
    } catch (error) {
      if (!refusesForm(error)) throw error;
      formless.add(asking.name);
    }
  }
  return generate(asking, question, messages, false);
}

/** Servers differ in what forms of answers they can promise; some promise none. */
const refusesForm = (error: unknown): boolean =>
  error instanceof StudioError &&
  error.code === "refused" &&
  [400, 422].includes(Number(error.facts["status"])) &&
  /response_format|json_schema|schema|structured|grammar|guided|outlines|output_config|text\.format/iu.test(
    error.message,
  );

async function generate(
  asking: Asking,
  question: Question<unknown>,
  messages: ModelMessage[],
  formed: boolean,
): Promise<string> {
  const { instructions, schema, signal } = question;
  const form = `\n\nAnswer with one JSON object and nothing else. Its JSON schema:\n${JSON.stringify(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }))}`;
  const [{ NoObjectGeneratedError, Output, generateText }, model] = await Promise.all([loadSdk(), asking.wired()]);
  try {
    const { text, usage } = await generateText({
      model,
      instructions: formed ? instructions : instructions + form,
      messages,
      maxRetries: 0,
      abortSignal: signal,
      ...(formed ? { output: Output.object({ schema }) } : {}),
      ...(asking.known.temperature ? { temperature: 0 } : {}),
      ...(asking.known.seeds ? { seed: 1 } : {}),
    });
    await tell(asking, usage);
    return withoutThoughts(text);
  } catch (error) {
    // Not the form that was asked for: what it said is looked at, and paid, all the same.
    if (NoObjectGeneratedError.isInstance(error)) {
      await tell(asking, error.usage);
      return withoutThoughts(error.text ?? "");
    }
    throw asStudioError(asking.name, error, signal);
  }
}

interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
}

async function tell({ known, modelName, paid }: Asking, usage: Usage | undefined): Promise<void> {
  if (known.prices === undefined) return;
  const reported = usage?.inputTokens !== undefined || usage?.outputTokens !== undefined;
  const tokens: TextUsage = { input: usage?.inputTokens ?? 0, output: usage?.outputTokens ?? 0 };
  const micros = reported ? await textCost(known.prices, await modelName(), tokens) : null;
  paid(micros === null ? null : { micros, currency: "USD" });
}
