import { createHash } from "node:crypto";
import { Recipe } from "../../core/recipe.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { ballPicture } from "../../imaging/testing.ts";
import { engineContract } from "../engine-contract.ts";
import { createAdjustEngine } from "./engine.ts";

const source = await encodePicture(ballPicture(40, 30), "png");
const hash = createHash("sha256").update(source).digest("hex");

engineContract("adjust", {
  engine: createAdjustEngine,
  recipe: ({ id, fingerprint }) =>
    Recipe.parse({
      engine: id,
      fingerprint,
      prompt: "a pear",
      seed: null,
      size: { width: 40, height: 30 },
      source: hash,
      adjustments: [
        { kind: "exposure", stops: 0.5 },
        { kind: "sharpen", amount: 1 },
      ],
    }),
  otherPrompt: "a plum",
  blobs: new Map([[hash, source]]),
});
