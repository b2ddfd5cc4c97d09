/**
 * Contract kits: what every engine, judge, instrument, store and store of bytes does, whatever is behind it. An adapter of your
 * own runs its kit from its test file, with vitest (and fast-check for the stores) installed beside Samebut. The scripted engine
 * stands in for a real one, and goes wrong when it is told to.
 */
export { type EngineContract, engineContract } from "./engines/engine-contract.ts";
export { type ScriptedMishap, type ScriptedOptions, createScriptedEngine } from "./engines/scripted/engine.ts";
export { type InstrumentContract, instrumentContract } from "./instruments/instrument-contract.ts";
export { type JudgeContract, judgeContract } from "./judges/judge-contract.ts";
export { blobsContract } from "./store/blobs/blobs-contract.ts";
export { type TestWorkspace, storeContract } from "./store/store-contract.ts";
