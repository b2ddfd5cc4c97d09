import { createSdkEngine } from "./ai-sdk/engine.ts";
import { together, xai } from "./ai-sdk/providers.ts";
import { createBlackForestLabsEngine } from "./black-forest-labs/engine.ts";
import { createFalEngine } from "./fal/engine.ts";
import { createGoogleEngine } from "./google/engine.ts";
import type { EngineKind } from "./kind.ts";
import { languageKinds } from "./language/engine.ts";
import { createOpenAIEngine } from "./openai/engine.ts";
import { createReplicateEngine } from "./replicate/engine.ts";
import { createStabilityEngine } from "./stability/engine.ts";

/** Providers over the network: their keys are in the environment or the keychain. Language models also on this computer. */
export const hostedKinds: readonly EngineKind[] = [
  { kind: "openai", title: "OpenAI pictures", create: createOpenAIEngine },
  { kind: "google", title: "Google Gemini pictures", create: createGoogleEngine },
  { kind: "black-forest-labs", title: "Black Forest Labs", create: createBlackForestLabsEngine },
  { kind: "fal", title: "fal", create: createFalEngine },
  { kind: "replicate", title: "Replicate", create: createReplicateEngine },
  { kind: "stability", title: "Stability AI", create: createStabilityEngine },
  ...[xai, together].map((sdk): EngineKind => ({
    kind: sdk.kind,
    title: sdk.name,
    create: (connection, surroundings) => createSdkEngine(sdk, connection, surroundings),
  })),
  ...languageKinds,
];
