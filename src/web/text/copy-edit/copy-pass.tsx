import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Output, api } from "../../api.ts";
import { type Outline, type OutlineVariation, keys, queryClient, useEngines } from "../../queries.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNote } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";
import { plural } from "../../words.ts";
import { useReadText } from "../notes/report.ts";
import { type Decisions, decided, decisionOn } from "./decisions.ts";
import { useDecisions } from "./kept-decisions.ts";
import { LengthWish } from "./length-wish.tsx";
import classes from "./final-page.module.css";

type Edit = Output<"finish">["edits"][number];

interface CopyPassProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  /** One was made of this text already. */
  readonly again: boolean;
}

/** What a last copy pass would do, edit by edit; done as chosen. */
export function CopyPass({ outline, source, again }: CopyPassProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["finish", source.id],
    queryFn: () => api.finish({ session: outline.session.id, variation: source.id, preview: true }),
  });
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the last copy pass" />;
  return <Choosing outline={outline} source={source} again={again} edits={data.edits} />;
}

function Choosing({ outline, source, again, edits }: CopyPassProps & { readonly edits: readonly Edit[] }) {
  const session = outline.session.id;
  const [decisions, setDecisions] = useDecisions(source.blob, edits);
  const [length, setLength] = useState<number>();
  const words = useReadText(outline, source.blob).data?.report.words;
  const writer = useWriter(outline);
  const over = length !== undefined && words !== undefined && words > length;
  // A shortened text has other edits, with other numbers: choices among these would meet the wrong ones.
  const anew = over && writer !== undefined;
  const chosen = edits.filter((edit) => isChosen(edit, decisions));
  const run = async (): Promise<void> => {
    const choice = anew ? {} : choiceOf(edits, decisions);
    await api.finish({ session, variation: source.id, ...choice, ...(length === undefined ? {} : { length }) });
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
  };
  return (
    <section className={classes["pass"]} aria-label="Last copy pass">
      <p>
        {edits.length === 0
          ? "Spelling, grammar and safe cuts: nothing to do."
          : `Spelling, grammar and safe cuts: ${plural(edits.length, "edit")}, ${chosen.length} chosen.`}
      </p>
      {edits.length > 0 && (
        <ul className={classes["edits"]}>
          {edits.map((edit) => (
            <EditChoice
              key={edit.id}
              edit={edit}
              checked={isChosen(edit, decisions)}
              onTurn={(to) => setDecisions(decided(decisions, edit.id, to))}
            />
          ))}
        </ul>
      )}
      <LengthWish words={words} value={length} onChange={setLength} writer={writer} />
      <p>
        <Button onPress={run} waiting={anew ? "Shortening it, then reading it once more …" : "Reading it once more …"}>
          {again ? "Do the copy pass again" : "Do the copy pass"}
        </Button>
      </p>
    </section>
  );
}

const isChosen = ({ id, applied }: Edit, decisions: Decisions): boolean =>
  (decisionOn(decisions, id) ?? (applied ? "accept" : "leave")) === "accept";

/** Certain edits that are left, and others that are made all the same. */
function choiceOf(edits: readonly Edit[], decisions: Decisions): { without: number[]; also: number[] } {
  const turned = edits.filter((edit) => isChosen(edit, decisions) !== edit.applied);
  const idsOf = (applied: boolean): number[] => turned.filter((edit) => edit.applied === applied).map(({ id }) => id);
  return { without: idsOf(true), also: idsOf(false) };
}

/** Who of this session could shorten a text; undefined: nobody. */
function useWriter(outline: Outline): string | undefined {
  const { data } = useEngines();
  const description = data?.engines.find(({ id }) => id === outline.session.engine)?.description;
  return description?.id !== "copy-desk" && description?.abilities.includes("instruction")
    ? description.title
    : undefined;
}

interface EditChoiceProps {
  readonly edit: Edit;
  readonly checked: boolean;
  readonly onTurn: (to: "accept" | "leave") => void;
}

const EditChoice = ({ edit, checked, onTurn }: EditChoiceProps) => (
  <li>
    <label className={classes["edit"]}>
      <input type="checkbox" checked={checked} onChange={() => onTurn(checked ? "leave" : "accept")} />
      <span>
        <WordDiff
          className={classes["words"] ?? ""}
          parts={[
            { kind: "removed", text: edit.before },
            ...(edit.after === "" ? [] : [{ kind: "added" as const, text: ` ${edit.after}` }]),
          ]}
        />
        <span className="quiet note">{edit.why}</span>
      </span>
    </label>
  </li>
);
