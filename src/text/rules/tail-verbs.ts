/** After the last comma of a sentence these explain what the sentence is supposed to have meant. */
export const tailVerbs: readonly string[] = (
  "highlighting underscoring emphasizing emphasising reflecting showcasing fostering reinforcing solidifying cementing " +
  "symbolizing illustrating signaling signalling enhancing promoting ensuring shaping paving positioning empowering " +
  "contributing enriching underlining exemplifying perpetuating transforming elevating inspiring cultivating " +
  "demonstrating reminding inviting blending offering ultimately encouraging deepening strengthening redefining " +
  "driving setting marking serving"
).split(" ");
