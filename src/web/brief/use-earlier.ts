import { useRef, useState } from "react";
import { useCommand } from "../keyboard/use-command.ts";

/**
 * Prompts that were written before, under the keys for the earlier and the later one, while the field has the focus. What
 * was being written comes back after the newest of them.
 *
 * @param earlier the newest first
 */
export function useEarlier(value: string, onChange: (value: string) => void, earlier: readonly string[]) {
  const [focused, setFocused] = useState(false);
  const own = useRef("");
  const prompts = [...new Set(earlier)].filter((prompt) => prompt.trim() !== "");
  const at = prompts.indexOf(value);
  const show = (next: number): void => {
    if (at < 0) own.current = value;
    if (next < prompts.length) onChange(next < 0 ? own.current : (prompts[next] ?? value));
  };
  const options = { enabled: focused && prompts.length > 0 };
  useCommand("earlierPrompt", () => show(at + 1), options);
  useCommand("laterPrompt", () => at >= 0 && show(at - 1), options);
  return { onFocus: () => setFocused(true), onBlur: () => setFocused(false) };
}
