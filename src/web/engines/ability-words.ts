/** What an engine can do, as the end of a sentence that begins with “It”. */
export const abilityWords: Readonly<Record<string, string>> = {
  "text-to-image": "draws from words",
  "image-to-image": "starts from a picture",
  instruction: "edits by a sentence",
  mask: "keeps what a mask covers",
  references: "takes pictures to go by",
  conversation: "remembers the conversation",
  seeds: "repeats by seed",
  "seed-variation": "mixes seeds",
  "negative-prompt": "takes what must not appear",
  upscale: "enlarges",
  adjust: "adjusts exactly",
  window: "draws parts of a larger picture",
  text: "writes",
};
