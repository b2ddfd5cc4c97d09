import { StudioError } from "../../core/errors.ts";
import { type HttpClient, type HttpSurroundings, createHttpClient } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import { type HttpAnswer, jsonOf } from "../http/request.ts";
import { serverAddress } from "../http/server-address.ts";
import { explainModelTrouble } from "../local-server/explain.ts";
import { authorizationOf } from "../local-server/login.ts";

export interface ComfyOptions {
  readonly url: string;
  /** "user:password", or a token, of a proxy before it. */
  readonly login?: (() => Promise<string>) | undefined;
  readonly surroundings?: HttpSurroundings | undefined;
}

export const loginHeaders = async (login: ComfyOptions["login"]): Promise<Readonly<Record<string, string>>> =>
  login ? authorizationOf(await login()) : {};

export function connectComfy({ url: pasted, login, surroundings }: ComfyOptions): HttpClient {
  const url = serverAddress(pasted);
  const name = `ComfyUI at ${url}`;
  return createHttpClient({
    base: url,
    service: {
      name,
      whenSilent: "Start ComfyUI, and check its address: the window it runs in tells it.",
      whenUnauthorised,
    },
    headers: () => loginHeaders(login),
    ...surroundings,
    explain: (answer) => refusedWorkflow(name, answer) ?? explainModelTrouble(name)(answer),
  });
}

const whenUnauthorised =
  "Something before it wants a password or a token: put “user:password”, or the token, into an environment variable and connect it again with --key NAME_OF_THE_KEY.";

interface NodeError {
  readonly class_type?: unknown;
  readonly errors?: unknown;
}

/** ComfyUI checks a workflow before it queues it, and says per node what is wrong. */
function refusedWorkflow(name: string, answer: HttpAnswer): StudioError | undefined {
  const value = jsonOf(answer) as { error?: { message?: unknown }; node_errors?: unknown } | null | undefined;
  if (answer.status !== 400 || typeof value !== "object" || value === null || !("node_errors" in value))
    return undefined;
  const details = nodeErrorTexts(value.node_errors);
  const general = typeof value.error?.message === "string" ? value.error.message : "";
  return new StudioError("refused", `${name} refuses the workflow: ${oneLine(details.join("; ") || general)}`, {
    hint: "Open the workflow in ComfyUI, mend what it marks in red, and export it again; or choose another model.",
  });
}

/** "KSampler (3): Value not in list: sampler_name: 'x' not in […]" */
export function nodeErrorTexts(errors: unknown): readonly string[] {
  if (typeof errors !== "object" || errors === null) return [];
  return Object.entries(errors as Record<string, NodeError | null>).flatMap(([node, error]) =>
    errorList(error).map(({ message, details }) => {
      const said = [message, details].filter((part) => typeof part === "string" && part !== "").join(": ");
      return `${typeof error?.class_type === "string" ? error.class_type : "node"} (${node}): ${said}`;
    }),
  );
}

const errorList = (error: NodeError | null): readonly { message?: unknown; details?: unknown }[] =>
  Array.isArray(error?.errors) ? error.errors.filter((one: unknown) => typeof one === "object" && one !== null) : [];
