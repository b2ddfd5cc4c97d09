import { keysOf, useBindings } from "../keyboard/bindings.ts";
import { chordText } from "../keyboard/chords.ts";
import type { CommandId } from "../keyboard/commands.ts";
import classes from "./key.module.css";

/** The key of a command, as it is bound now. */
export function Key({ of, all = false }: { readonly of: CommandId; readonly all?: boolean }) {
  const keys = keysOf(of, useBindings());
  return (all ? keys : keys.slice(0, 1)).map((chord) => (
    <kbd key={chord} className={classes["key"]}>
      {chordText(chord)}
    </kbd>
  ));
}
