import { useId, useState } from "react";
import { useLocation } from "wouter";
import { type CommandId, commands } from "../keyboard/commands.ts";
import { runCommand, useActiveCommands, useCommand } from "../keyboard/use-command.ts";
import { useSessions } from "../queries.ts";
import { to } from "../routes.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Key } from "../ui/key.tsx";
import { plural } from "../words.ts";
import { places } from "./places.ts";
import classes from "./palette.module.css";

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly command?: CommandId;
  run(): void;
}

const mostShown = 40;

/** Ctrl+K: what can be done here, and every session, found by typing. */
export function Palette() {
  const [open, setOpen] = useState(false);
  useCommand("palette", () => setOpen((was) => !was));
  return (
    <Dialog open={open} title="Find" quietTitle onClose={() => setOpen(false)} className={classes["palette"] ?? ""}>
      <Finder onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function Finder({ onDone }: { readonly onDone: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(text);
  const list = useId();
  const current = Math.min(at, choices.length - 1);
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    onDone();
    // After the layer is gone: the command may need the focus that it gives back.
    setTimeout(() => choice.run(), 0);
  };
  const press = (event: React.KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(choices.length - 1, current + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(choices[current]);
    }
  };
  return (
    <>
      <input
        className={classes["input"]}
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={choices[current] ? `${list}-${current}` : undefined}
        aria-label="Find a command or a session"
        placeholder="Find a command or a session"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id={list} role="listbox" aria-label="Found" className={classes["list"]}>
        {choices.map((choice, index) => (
          // The input keeps the focus and its keys choose; a click is for the mouse.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={choice.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            className={classes["choice"]}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(choice)}
          >
            <span className={classes["title"]}>{choice.title}</span>
            {choice.command ? <Key of={choice.command} /> : <span className="quiet note">{choice.note}</span>}
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className="quiet">Nothing here is called that.</p>}
    </>
  );
}

function useChoices(text: string): readonly Choice[] {
  const [, go] = useLocation();
  const active = useActiveCommands();
  const { data } = useSessions(text.trim());
  const wanted = text.trim().toLowerCase();
  const has = (title: string): boolean => wanted.split(/\s+/u).every((word) => title.toLowerCase().includes(word));
  const known = active
    .filter((id) => id !== "palette" && id !== "close" && has(commands[id].title))
    .map((id) => ({ id, title: commands[id].title, note: "", command: id, run: () => runCommand(id) }));
  const pages = places.studio
    .filter(({ title }) => has(title))
    .map(({ title, href }) => ({ id: href, title, note: "page", run: () => go(href) }));
  const sessions = (data?.sessions ?? []).map(({ session, variations }) => ({
    id: session.id,
    title: session.title,
    note: plural(variations, "variation"),
    run: () => go(to.session(session.id)),
  }));
  return [...known, ...pages, ...sessions].slice(0, mostShown);
}
