import { join } from "node:path";
import type { Engine } from "../core/engine.ts";
import type { Connections } from "../core/connections.ts";
import type { Instrument } from "../core/instrument.ts";
import type { Judge } from "../core/judge.ts";
import type { Proposer } from "../core/proposer.ts";
import type { Inspect } from "../core/studio.ts";
import { createAdjustEngine } from "../engines/adjust/engine.ts";
import { createCopyDeskEngine } from "../engines/copy-desk/engine.ts";
import { createConnections } from "../engines/connections.ts";
import { createFinishEngine } from "../engines/finish/engine.ts";
import { createStillLifeEngine } from "../engines/still-life/engine.ts";
import { wholeSize } from "../imaging/files/decode.ts";
import { instruments } from "../instruments/registry.ts";
import { createStillLifeJudge } from "../judges/still-life.ts";
import { createTextReader } from "../judges/text-reader.ts";
import { createPlainProposer } from "../proposers/plain.ts";
import { createRecipeProposer, readFinishRecipes } from "../proposers/recipes.ts";
import { createStillLifeProposer } from "../proposers/still-life.ts";
import { createTextProposer } from "../proposers/text.ts";
import { loadWorld } from "../still-life/world.ts";
import type { ConnectedModels } from "./connected-models.ts";

/** The engines of a workspace: those inside, the caller's own, and those that the person registered. */
export async function connectEngines({
  home,
  own,
  models,
}: {
  home: string;
  own: readonly Engine[];
  models: ConnectedModels;
}): Promise<{ engines: ReadonlyMap<string, Engine>; connections: Connections }> {
  const engines = new Map<string, Engine>();
  const finish = createFinishEngine({ folder: join(home, "cache"), engineNamed: (id) => engines.get(id) });
  for (const engine of [
    createStillLifeEngine({ world: loadWorld() }),
    createAdjustEngine(),
    createCopyDeskEngine(),
    finish,
    ...own,
  ])
    engines.set(engine.id, engine);
  const connections = await createConnections({
    file: join(home, "engines.json"),
    engines,
    attach: models.attach,
    detach: models.detach,
  });
  return { engines, connections };
}

/** Read when a final pass first asks for them. */
export const finishRecipes = (): ReturnType<typeof readFinishRecipes> => readFinishRecipes();

export const builtInJudges = (): readonly Judge[] => [createStillLifeJudge(), createTextReader()];

export const builtInInstruments = (): readonly Instrument[] => instruments;

/** In this order: the first that understands a prompt names its elements; the last understands every prompt. */
/** The last two understand every prompt of their medium; whoever understands more goes before them. */
export const builtInProposers = (): readonly Proposer[] => [
  createStillLifeProposer(),
  createRecipeProposer(),
  createTextProposer(),
  createPlainProposer(),
];

/** A picture is decoded whole before it is kept: half a picture is no variation. */
export const inspectPicture: Inspect = async (data, mediaType) => {
  if (!mediaType.startsWith("image/")) return { width: null, height: null };
  return wholeSize(data);
};
