import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { type Look, type Outline, type OutlineRound, keys } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Tip } from "../ui/tip.tsx";
import { quoted } from "../words.ts";
import { isText, nounOf } from "./find.ts";
import classes from "./reading.module.css";

interface ReadingProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly look: Look;
}

/** ".92", "under .01": two digits, and never quite 0 or 1 unless it is. */
export function oddsText(probability: number): string {
  if (probability > 0.99 && probability < 1) return "over .99";
  if (probability < 0.01 && probability > 0) return "under .01";
  return probability.toFixed(2).replace(/^0/u, "");
}

/** What nobody asked for (of texts, their own part of the round says it), and the most broken element with the button that fixes it. */
export function Reading({ outline, round, look }: ReadingProps) {
  const [interpretation] = look.interpretations;
  const queries = useQueryClient();
  if (!interpretation) return null;
  const { assumptions, mostBroken } = interpretation;
  const session = outline.session.id;
  const broken = outline.session.brief.elements.find(({ id }) => id === mostBroken?.element);
  const isNewest = outline.rounds.at(-1)?.id === round.id;
  const fix = async (element: string): Promise<void> => {
    await api.fix({ session, element, wait: false });
    await queries.invalidateQueries({ queryKey: keys.session(session) });
  };
  return (
    <div className={classes["reading"]}>
      {broken && mostBroken && round.kind !== "final" && (
        <div className={classes["broken"]}>
          <p>
            Most broken: <strong>{quoted(broken.statement)}</strong>
          </p>
          <Tip text={mostBroken.why}>
            <span className={classes["why"]}>
              wrong in {oddsText(mostBroken.wrong)} of {nounOf(outline)}s, a change fixes it with{" "}
              {oddsText(mostBroken.fixable)}
            </span>
          </Tip>
          {isNewest && (
            <Button onPress={() => fix(broken.id)} waiting="Planning …">
              Fix {quoted(broken.statement)}
            </Button>
          )}
        </div>
      )}
      {assumptions.length > 0 && !isText(outline) && (
        <details className={classes["assumed"]} open={round.kind === "orientation"}>
          <summary>Nobody asked for this, and it did it every time</summary>
          <ul>
            {assumptions.map(({ attribute, sentence }) => (
              <li key={attribute}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
