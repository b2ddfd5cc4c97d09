/** Where a key works: digits rate in the review grid, and must not do so in the mask editor. */
export type Scope = "anywhere" | "review" | "viewer" | "text" | "mask" | "prompt";

export interface Command {
  readonly title: string;
  readonly scope: Scope;
  /** Chords: "Mod+Enter", "Shift+?", "p". "Mod" is Ctrl, or ⌘ on a Mac. Letters and signs as the layout types them. */
  readonly keys: readonly string[];
}

/** Every command of the page with its first keys. A component makes one work with `useCommand`. */
export const commands = {
  palette: { title: "Find a command or a session", scope: "anywhere", keys: ["Mod+k"] },
  help: { title: "Show and change the keys", scope: "anywhere", keys: ["?"] },
  undo: { title: "Take back the last verdict or edit", scope: "anywhere", keys: ["Mod+z"] },
  redo: { title: "Do it again", scope: "anywhere", keys: ["Mod+Shift+z", "Mod+y"] },
  close: { title: "Close one layer", scope: "anywhere", keys: ["Escape"] },
  start: { title: "Go to the start", scope: "anywhere", keys: ["g"] },
  theme: { title: "Change between dark and light", scope: "anywhere", keys: ["Shift+D"] },
  run: { title: "Do what is advised, or run what is written", scope: "anywhere", keys: ["Mod+Enter"] },
  cancel: { title: "Stop the round that runs", scope: "anywhere", keys: ["Shift+X"] },
  final: { title: "Final pass and delivery", scope: "anywhere", keys: ["f"] },
  startOver: { title: "Start over with what you know", scope: "anywhere", keys: ["Shift+R"] },
  lineage: { title: "Show the lineage", scope: "anywhere", keys: ["l"] },
  prompt: { title: "Go to the prompt or the change", scope: "anywhere", keys: ["Alt+a"] },
  earlierPrompt: { title: "A prompt written before", scope: "prompt", keys: ["Alt+ArrowUp"] },
  laterPrompt: { title: "A prompt written later", scope: "prompt", keys: ["Alt+ArrowDown"] },
  left: { title: "The one to the left", scope: "review", keys: ["ArrowLeft"] },
  right: { title: "The one to the right", scope: "review", keys: ["ArrowRight"] },
  up: { title: "The one above", scope: "review", keys: ["ArrowUp"] },
  down: { title: "The one below", scope: "review", keys: ["ArrowDown"] },
  open: { title: "Look at it alone", scope: "review", keys: ["Enter", "z"] },
  parent: { title: "Hold: see the parent", scope: "review", keys: [" ", "\\"] },
  pick: { title: "Pick", scope: "review", keys: ["p", "."] },
  reject: { title: "Reject", scope: "review", keys: ["x"] },
  unflag: { title: "Neither picked nor rejected", scope: "review", keys: ["u"] },
  rate1: { title: "Rate 1 of 5", scope: "review", keys: ["1"] },
  rate2: { title: "Rate 2 of 5", scope: "review", keys: ["2"] },
  rate3: { title: "Rate 3 of 5", scope: "review", keys: ["3"] },
  rate4: { title: "Rate 4 of 5", scope: "review", keys: ["4"] },
  rate5: { title: "Rate 5 of 5", scope: "review", keys: ["5"] },
  rate0: { title: "No rating", scope: "review", keys: ["0"] },
  refine: { title: "Keep everything the same, but …", scope: "review", keys: ["r"] },
  compare: { title: "Compare with its parent", scope: "review", keys: ["c"] },
  info: { title: "Show the recipe", scope: "review", keys: ["i"] },
  copyPicture: { title: "Copy the picture or text", scope: "review", keys: ["Mod+c"] },
  copyPrompt: { title: "Copy its prompt", scope: "review", keys: ["Shift+C"] },
  fit: { title: "Fit into the window", scope: "viewer", keys: ["Mod+0"] },
  zoom100: { title: "100 %", scope: "viewer", keys: ["Mod+1"] },
  zoom200: { title: "200 %", scope: "viewer", keys: ["Mod+2"] },
  zoom400: { title: "400 %", scope: "viewer", keys: ["Mod+3"] },
  zoom800: { title: "800 %", scope: "viewer", keys: ["Mod+4"] },
  swap: { title: "Swap the two sides", scope: "viewer", keys: ["c"] },
  nextMode: { title: "Next way of comparing", scope: "viewer", keys: ["m"] },
  nextCandidate: { title: "Compare with the next", scope: "viewer", keys: ["Alt+ArrowRight"] },
  previousCandidate: { title: "Compare with the one before", scope: "viewer", keys: ["Alt+ArrowLeft"] },
  nextNote: { title: "Next note", scope: "text", keys: ["j", "n"] },
  previousNote: { title: "Note before", scope: "text", keys: ["k"] },
  accept: { title: "Accept the edit", scope: "text", keys: ["a"] },
  leave: { title: "Leave it as it is", scope: "text", keys: ["r", "d"] },
  copyEdit: { title: "Copy edit the text", scope: "text", keys: ["e"] },
  brush: { title: "Paint where it may change", scope: "mask", keys: ["b"] },
  eraser: { title: "Erase the mask", scope: "mask", keys: ["e"] },
  thinner: { title: "Thinner brush", scope: "mask", keys: ["["] },
  thicker: { title: "Thicker brush", scope: "mask", keys: ["]"] },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof commands;

export const scopeTitles: Readonly<Record<Scope, string>> = {
  anywhere: "Everywhere",
  review: "On the contact sheet",
  viewer: "In the viewer and when comparing",
  text: "In a text",
  mask: "In the mask",
  prompt: "In the prompt",
};
