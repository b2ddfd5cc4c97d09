import { useEffect, useState } from "react";
import { bind, conflictOf, keysOf, resetKeys, useBindings } from "../keyboard/bindings.ts";
import { chordOf, chordText } from "../keyboard/chords.ts";
import { type CommandId, type Scope, commands, scopeTitles } from "../keyboard/commands.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Key } from "../ui/key.tsx";
import classes from "./key-help.module.css";

const groups = Object.entries(scopeTitles)
  .map(([scope, title]) => ({
    title,
    ids: (Object.keys(commands) as CommandId[]).filter((id) => commands[id].scope === (scope as Scope)),
  }))
  .filter(({ ids }) => ids.length > 0);

/** Every key, and how to change it. */
export function KeyHelp() {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<CommandId>();
  const bindings = useBindings();
  useCommand("help", () => setOpen((was) => !was));
  return (
    <Dialog open={open} title="Keys" onClose={() => setOpen(false)} className={classes["help"] ?? ""}>
      <div className={classes["groups"]}>
        {groups.map(({ title, ids }) => (
          <section key={title}>
            <h3 className={classes["group"]}>{title}</h3>
            <dl>
              {ids.map((id) => (
                <div key={id} className={classes["row"]}>
                  <dt>{commands[id].title}</dt>
                  <dd>
                    {asked === id ? (
                      <Listening command={id} onDone={() => setAsked(undefined)} />
                    ) : (
                      <button
                        type="button"
                        className={classes["change"]}
                        title="Press to give it another key"
                        onClick={() => setAsked(id)}
                      >
                        <Key of={id} all />
                      </button>
                    )}
                    {bindings[id] !== undefined && (
                      <Button kind="plain" onPress={() => resetKeys(id)}>
                        as it was
                      </Button>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes["foot"]}>
        Press a key to change it. Letters do nothing while you write.{" "}
        {Object.keys(bindings).length > 0 && (
          <Button kind="plain" onPress={() => resetKeys()}>
            All as they were
          </Button>
        )}
      </p>
    </Dialog>
  );
}

/** Takes the next key press as the new key, unless it already means something else there. */
function Listening({ command, onDone }: { readonly command: CommandId; readonly onDone: () => void }) {
  const [taken, setTaken] = useState<string>();
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      event.preventDefault();
      event.stopImmediatePropagation();
      if (chord === "") return;
      if (chord === "Escape" && command !== "close") return onDone();
      const other = conflictOf(command, chord);
      if (other !== undefined && keysOf(other).includes(chord)) {
        return setTaken(`${chordText(chord)} is “${commands[other].title}”. Another one, or Esc.`);
      }
      bind(command, [chord]);
      onDone();
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [command, onDone]);
  return (
    <span role="status" className={classes["listening"]}>
      {taken ?? "Press the new key, or Esc"}
    </span>
  );
}
