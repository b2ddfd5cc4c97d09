const modifierKeys = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph"]);
const isMac = (): boolean => navigator.platform.startsWith("Mac");

/**
 * The chord of a key press, in the order Mod, Alt, Shift. Signs and letters come as the layout types them; Shift is told
 * for letters, where it is no sign of its own. Empty while only modifiers are down.
 */
export function chordOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  if (modifierKeys.has(event.key)) return "";
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  const isSign = event.key.length === 1 && event.key.toLowerCase() === event.key.toUpperCase() && event.key !== " ";
  const shift = event.shiftKey && !isSign;
  const letter = event.key.length === 1 && (mod || !shift) ? event.key.toLowerCase() : event.key;
  return [mod && "Mod", event.altKey && "Alt", shift && "Shift", letter].filter(Boolean).join("+");
}

const names: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** A chord as it stands on a keyboard: "Ctrl K". */
export const chordText = (chord: string): string =>
  partsOf(chord)
    .map((part) =>
      part === "Mod" ? (isMac() ? "⌘" : "Ctrl") : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(" ");

/** "Mod++" is Mod and the plus sign. */
const partsOf = (chord: string): readonly string[] => chord.match(/^\+$|[^+]+|(?<=\+)\+$/gu) ?? [];
