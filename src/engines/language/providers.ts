import type { LanguageModel as SdkModel } from "ai";
import type { StudioError } from "../../core/errors.ts";
import { explainGoogle } from "../google/answer.ts";
import type { HttpClient } from "../http/client.ts";
import { tidyFetch } from "./tidy-chat.ts";
import type { HttpAnswer } from "../http/request.ts";
import { explainOpenAI } from "../openai/refusals.ts";

/** A provider of language models, reached through the AI SDK. */
export interface LanguageProvider {
  readonly kind: string;
  /** As it is called in sentences. */
  readonly name: string;
  /** "": every connection names its own. */
  readonly url: string;
  /** Variable of its own address, as its other tools know it. */
  readonly urlVariable?: string;
  /** undefined: it asks for none unless a connection names one. */
  readonly key: string | undefined;
  readonly keysPage?: string;
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  /** What goes with every request beside the key; its package sends it by itself. */
  readonly versionHeaders?: Readonly<Record<string, string>>;
  /** Its own way of saying no. */
  readonly explain?: (answer: HttpAnswer) => StudioError | undefined;
  /** undefined: the first that the server lists. */
  readonly model: string | undefined;
  /** In the tables of prices; undefined where calls are free. */
  readonly prices: string | undefined;
  /** Takes a seed and draws from it. */
  readonly seeds: boolean;
  /** Models of today refuse to be told a temperature by some providers. */
  readonly temperature: boolean;
  /** Where such a server listens unless it is told otherwise. */
  readonly usualPorts?: readonly number[];
  recognise?(http: HttpClient, signal: AbortSignal): Promise<string | undefined>;
  /** Loads its package. */
  create(model: string, wiring: { readonly url: string; readonly fetch: typeof fetch }): Promise<SdkModel>;
}

const bearer = (key: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${key}` });

// Packages insist on a key; the true one is added by our own client.
const apiKey = "-";

const hosted: readonly LanguageProvider[] = [
  {
    kind: "openai-text",
    name: "OpenAI",
    url: "https://api.openai.com/v1",
    urlVariable: "OPENAI_BASE_URL",
    key: "OPENAI_API_KEY",
    keysPage: "platform.openai.com/api-keys",
    headers: bearer,
    explain: explainOpenAI,
    model: "gpt-5.5",
    prices: "openai",
    seeds: false,
    temperature: false,
    async create(model, { url, fetch }) {
      const { createOpenAI } = await import("@ai-sdk/openai");
      return createOpenAI({ baseURL: url, apiKey, fetch }).responses(model);
    },
  },
  {
    kind: "anthropic",
    name: "Anthropic",
    url: "https://api.anthropic.com/v1",
    key: "ANTHROPIC_API_KEY",
    keysPage: "console.anthropic.com/settings/keys",
    headers: (key) => ({ "x-api-key": key }),
    versionHeaders: { "anthropic-version": "2023-06-01" },
    model: "claude-sonnet-5",
    prices: "anthropic",
    seeds: false,
    temperature: false,
    async create(model, { url, fetch }) {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      return createAnthropic({ baseURL: url, apiKey, fetch })(model);
    },
  },
  {
    kind: "google-text",
    name: "Google",
    url: "https://generativelanguage.googleapis.com/v1beta",
    key: "GEMINI_API_KEY",
    keysPage: "aistudio.google.com/apikey",
    headers: (key) => ({ "x-goog-api-key": key }),
    explain: explainGoogle,
    model: "gemini-2.5-flash",
    prices: "google",
    seeds: false,
    temperature: true,
    async create(model, { url, fetch }) {
      const { createGoogleGenerativeAI } = await import("@ai-sdk/google");
      return createGoogleGenerativeAI({ baseURL: url, apiKey, fetch })(model);
    },
  },
];

/** Servers that speak the chat interface of OpenAI, nearly always on this computer. */
const compatible = (
  server: Pick<LanguageProvider, "kind" | "name" | "url" | "usualPorts" | "recognise">,
): LanguageProvider => ({
  key: undefined,
  headers: bearer,
  model: undefined,
  prices: undefined,
  seeds: true,
  temperature: true,
  ...server,
  async create(model, { url, fetch }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const settings = { name: "server", baseURL: url, apiKey, fetch: tidyFetch(fetch), supportsStructuredOutputs: true };
    return createOpenAICompatible(settings)(model);
  },
});

/** Something at this path answers with an object that has this field. */
const knownBy =
  (path: string, field: string, title: string): NonNullable<LanguageProvider["recognise"]> =>
  async (http, signal) => {
    const value = await http.json({ path, effect: "read", signal, tries: 1, timeoutSeconds: 3 });
    return typeof value === "object" && value !== null && field in value ? title : undefined;
  };

const servers: readonly LanguageProvider[] = [
  compatible({
    kind: "ollama",
    name: "Ollama",
    url: "http://127.0.0.1:11434/v1",
    usualPorts: [11434],
    recognise: knownBy("api/version", "version", "Ollama, language models"),
  }),
  compatible({
    kind: "llama-server",
    name: "llama-server",
    url: "http://127.0.0.1:8080/v1",
    usualPorts: [8080],
    recognise: knownBy("props", "default_generation_settings", "llama.cpp's server, a language model"),
  }),
  compatible({
    kind: "lm-studio",
    name: "LM Studio",
    url: "http://127.0.0.1:1234/v1",
    usualPorts: [1234],
    recognise: knownBy("api/v0/models", "data", "LM Studio, language models"),
  }),
  compatible({
    kind: "vllm",
    name: "vLLM",
    url: "http://127.0.0.1:8000/v1",
    usualPorts: [8000],
    recognise: knownBy("version", "version", "vLLM, a language model"),
  }),
  compatible({ kind: "openai-compatible", name: "The server", url: "" }),
];

export const languageProviders: readonly LanguageProvider[] = [...hosted, ...servers];
