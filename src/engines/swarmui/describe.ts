import { createHash } from "node:crypto";
import type { Ability, EngineDescription } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { bestSize } from "../local-server/best-size.ts";
import type { SizeRule } from "../local-server/recipe-reasons.ts";
import { Parameters } from "./replies.ts";
import { askSwarm, newSession } from "./server.ts";

export const sizeRule: SizeRule = { multiple: 8, smallest: 64, largest: 16_384 };

export interface Swarm {
  readonly description: EngineDescription;
  readonly model: string;
}

export interface SwarmChoice {
  readonly id: string;
  readonly model: string | undefined;
  /** Pictures at once: as many as it has backends. */
  readonly concurrency: number;
}

export async function describeSwarm(http: HttpClient, choice: SwarmChoice, signal: AbortSignal): Promise<Swarm> {
  const { session_id: session, version } = await newSession(http, signal);
  const told = await askSwarm(http, "ListT2IParams", Parameters, { session_id: session }, { signal });
  const models = told.models["Stable-Diffusion"] ?? [];
  const model = modelOf(models, choice.model);
  const parameter = (id: string) => told.list.find((one) => one.id === id);
  const number = (id: string, otherwise: number): number => Number(parameter(id)?.default ?? otherwise) || otherwise;
  const values = (id: string): string[] => (parameter(id)?.values ?? []).map((name) => name.split("///")[0] ?? name);
  const samplers = values("sampler");
  const schedulers = values("scheduler");
  return {
    model,
    description: {
      id: choice.id,
      title: "SwarmUI",
      makes: "image",
      abilities: abilitiesOf((id) => parameter(id) !== undefined),
      fingerprint: `swarmui-${createHash("sha256")
        .update(JSON.stringify([model, version ?? null]))
        .digest("hex")
        .slice(0, 16)}`,
      sizes: "any",
      defaultSize: bestSize(model),
      steps: { minimum: 1, maximum: 200, default: number("steps", 20) },
      guidance: { minimum: 0, maximum: 30, default: number("cfgscale", 7) },
      ...(samplers.length > 0 ? { samplers } : {}),
      settings:
        schedulers.length > 0
          ? { scheduler: { about: "The noise schedule; the model's own when left out.", values: schedulers } }
          : {},
      price: { micros: 0, currency: "USD" },
      idempotent: true,
      concurrency: choice.concurrency,
      about: `${model}, drawn by SwarmUI at ${http.base.origin}.`,
    },
  };
}

function modelOf(models: readonly string[], asked: string | undefined): string {
  const plain = (name: string): string => name.replace(/\.(?:safetensors|gguf|ckpt)$/iu, "").toLowerCase();
  const found = asked === undefined ? models[0] : models.find((name) => plain(name) === plain(asked));
  if (found !== undefined) return found;
  throw new StudioError(
    asked === undefined ? "unavailable" : "not-found",
    asked === undefined ? "This SwarmUI has no model to draw with." : `This SwarmUI has no model “${asked}”.`,
    { hint: models.length > 0 ? `It has: ${models.join(", ")}.` : "Put one into its folder Models/Stable-Diffusion." },
  );
}

function abilitiesOf(has: (parameter: string) => boolean): Ability[] {
  const rules: readonly (readonly [boolean, Ability])[] = [
    [true, "text-to-image"],
    [has("initimage"), "image-to-image"],
    [has("initimage") && has("maskimage"), "mask"],
    [true, "seeds"],
    [has("variationseed"), "seed-variation"],
    [true, "negative-prompt"],
  ];
  return rules.flatMap(([can, ability]) => (can ? [ability] : []));
}
