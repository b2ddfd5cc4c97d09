import { Link, useLocation } from "wouter";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, useLook } from "../queries.ts";
import { to } from "../routes.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { listed, quoted } from "../words.ts";
import { isUnbriefed } from "./find.ts";
import classes from "./advice-column.module.css";

/** What next for a draft that no prompt made: what it lacks, sentence by sentence; the copy desk; the final pass. */
export function DraftNext({ outline }: { readonly outline: Outline }) {
  const [, go] = useLocation();
  const { id } = outline.session;
  const { why, label, address } = useStep(outline);
  useCommand("run", () => go(address));
  return (
    <div className={classes["primary"]}>
      <p className={classes["why"]}>{why}</p>
      <p className={classes["go"]}>
        <Button kind="primary" onPress={() => go(address)}>
          {label}
        </Button>
        <Key of="run" />
      </p>
      {isUnbriefed(outline) && (
        <p className="note">
          <Link href={to.brief(id)}>Say what it must say</Link>, and missing points and invented facts show.
        </p>
      )}
    </div>
  );
}

interface Step {
  readonly why: string;
  readonly label: string;
  readonly address: string;
}

function useStep(outline: Outline): Step {
  const { id } = outline.session;
  const { data: look } = useLook(id, outline.rounds.at(-1)?.id);
  const missing = outline.session.brief.elements.filter(({ id: element }) => {
    const cells = look?.cells.filter((cell) => cell.element === element) ?? [];
    return cells.length > 0 && cells.every(({ answer }) => answer === "absent");
  });
  const source = outline.goesOn ?? outline.rounds.at(-1)?.variations[0]?.id ?? "";
  const held = isUnbriefed(outline) ? "No brief says what it must hold." : "Nothing is missing that could be read.";
  if (missing.length > 0)
    return {
      why: `Missing: ${listed(missing.map(({ statement }) => quoted(statement)))}. Say what should be different; the rest stays.`,
      label: "Keep everything the same, but …",
      address: to.refine(id, source),
    };
  if (outline.rounds.length > 1)
    return { why: `${held} What is left is the final pass.`, label: "Final pass", address: to.final(id) };
  return {
    why: `${held} The copy desk can go through it, edit by edit.`,
    label: "Copy edit",
    address: to.copyEdit(id, source),
  };
}
