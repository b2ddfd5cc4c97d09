import type { Connection } from "../core/connections.ts";
import type { ElementKind } from "../core/element.ts";
import { invalid } from "../core/errors.ts";
import type { LanguageModel } from "../core/language-model.ts";
import type { Cost } from "../core/variation.ts";
import type { Judge, JudgeAccuracy } from "../core/judge.ts";
import type { Proposer } from "../core/proposer.ts";
import { languageModelOf } from "../engines/language/engine.ts";
import type { Surroundings } from "../engines/kind.ts";
import { createLanguageJudge } from "../judges/language/judge.ts";
import { createLanguageProposer } from "../proposers/language.ts";

export interface ConnectedModels {
  /** Lets a connected language model judge or propose, as its roles say. Throws for what is no language model. */
  attach(connection: Connection, surroundings: Surroundings): void;
  detach(id: string): void;
  /** Ids of the judges that are attached now. */
  judges(): readonly string[];
}

export interface ConnectedModelsOptions {
  /** Grow and shrink with what is attached. */
  readonly judges: Judge[];
  /** The last one understands every prompt: attached ones come before it. */
  readonly proposers: Proposer[];
  /** Told what each answer of a judge or proposer cost; null where nobody knows. */
  readonly paid: (reader: string, cost: Cost) => void;
  /** Holds a model within the limits of spending. */
  readonly held: (model: LanguageModel) => LanguageModel;
  readonly accuracy: (judge: string, kind: ElementKind) => JudgeAccuracy | undefined;
}

/** The text judge of a connection has a name of its own: a judge reads pictures or texts. */
const textJudge = (id: string): string => `${id}-text`;

export function createConnectedModels({
  judges,
  proposers,
  paid,
  held,
  accuracy,
}: ConnectedModelsOptions): ConnectedModels {
  const attached = new Set<string>();
  const drop = <Part extends { readonly id: string }>(parts: Part[], id: string): void => {
    const at = parts.findIndex((part) => part.id === id);
    if (at >= 0) parts.splice(at, 1);
  };
  const detach = (id: string): void => {
    if (!attached.delete(id)) return;
    drop(judges, id);
    drop(judges, textJudge(id));
    drop(proposers, id);
  };
  return {
    judges: () => [...attached].flatMap((id) => [id, textJudge(id)]),
    detach,
    attach(connection, surroundings) {
      const { id, roles = [] } = connection;
      const asks = roles.filter((role) => role !== "engine");
      if (asks.length === 0) return;
      const connected = languageModelOf(connection, surroundings, (cost) => paid(id, cost));
      if (!connected)
        throw invalid(
          `An engine of kind “${connection.kind}” makes pictures; it cannot be a ${asks.join(" or a ")}.`,
          "Connect a language model for that, for example: samebut engines add ollama --model llava --roles judge",
        );
      const model = held(connected);
      detach(id);
      attached.add(id);
      if (roles.includes("judge"))
        for (const [reads, judge] of [
          ["image", id],
          ["text", textJudge(id)],
        ] as const)
          judges.push(createLanguageJudge({ id: judge, model, reads, accuracy: (kind) => accuracy(judge, kind) }));
      if (roles.includes("proposer")) proposers.splice(-2, 0, createLanguageProposer(id, model));
    },
  };
}
