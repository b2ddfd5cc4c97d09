import { Link, useLocation } from "wouter";
import { useCommand } from "../keyboard/use-command.ts";
import type { Outline } from "../queries.ts";
import { to } from "../routes.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import classes from "./advice-column.module.css";

/** What next for a draft that came without a brief: the copy desk, then the final pass; a brief, if there is one. */
export function DraftNext({ outline }: { readonly outline: Outline }) {
  const [, go] = useLocation();
  const { id } = outline.session;
  const isEdited = outline.rounds.length > 1;
  const next = isEdited ? to.final(id) : to.copyEdit(id, outline.goesOn ?? "");
  useCommand("run", () => go(next));
  return (
    <div className={classes["primary"]}>
      <p className={classes["why"]}>
        {isEdited
          ? "No brief says what it must hold. What is left is the final pass."
          : "No brief says what it must hold. The copy desk can go through it, edit by edit."}
      </p>
      <p className={classes["go"]}>
        <Button kind="primary" onPress={() => go(next)}>
          {isEdited ? "Final pass" : "Copy edit"}
        </Button>
        <Key of="run" />
      </p>
      <p className="note">
        <Link href={to.brief(id)}>Say what it must say</Link>, and missing points and invented facts show.
      </p>
    </div>
  );
}
