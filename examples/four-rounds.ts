// The four rounds from a program of your own. In a clone: node_modules/.bin/node examples/four-rounds.ts
// Once installed, import from "samebut" instead.
import { apiOf, createStudio } from "../src/cli/library.ts";

const studio = await createStudio();
const samebut = apiOf(studio);
await samebut.new({ prompt: "a red vase on a stone table, amber light, lit from the left" });
console.log((await samebut.orient({})).summary);
console.log((await samebut.fix({})).summary);
console.log((await samebut.refine({ instruction: "keep everything the same, but make it a little brighter" })).summary);
console.log((await samebut.finish({ scale: 4 })).summary);
console.log((await samebut.deliver({})).delivery.folder);
await studio.close();
