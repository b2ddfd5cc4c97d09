import type { Size } from "../../core/size.ts";

/** No server says at which size its model was trained; the usual words in a file's name do. */
export function bestSize(modelName: string): Size {
  const side = largeModels.test(modelName) ? 1024 : 512;
  return { width: side, height: side };
}

const largeModels = /xl|pony|illustrious|noob|flux|sd_?3|qwen|z-?image|chroma|hidream|playground|krea/iu;
