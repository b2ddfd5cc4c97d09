import type { Cell, Element, Look, Outline, OutlineRound, OutlineVariation } from "../queries.ts";
import { Mark, type MarkKind } from "../ui/mark.tsx";
import { Tip } from "../ui/tip.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { cx } from "../words.ts";
import { isText } from "./find.ts";
import { nameIn } from "./name-in.ts";
import { light, useLit } from "./lit.ts";
import { Reading, oddsText } from "./reading.tsx";
import { correct, verdictIn } from "./verdicts.ts";
import classes from "./matrix.module.css";

interface MatrixProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly look: Look;
}

/** Element × variation: what was read where, how sure, and by whom. A press sets it right; the person outranks the judge. */
export function Matrix({ outline, round, look }: MatrixProps) {
  const { elements } = outline.session.brief;
  const variations = round.slots.flatMap(({ variation }) => round.variations.find(({ id }) => id === variation) ?? []);
  if (elements.length === 0 || variations.length === 0) return null;
  return (
    <section className={classes["section"]} aria-label="What was understood">
      <div className={classes["scroll"]}>
        <table className={classes["matrix"]}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Element</span>
              </th>
              {variations.map((variation, index) => (
                <th key={variation.id} scope="col">
                  {isText(outline) ? `take ${index + 1}` : (variation.seed ?? "picture")}
                </th>
              ))}
              <th scope="col" className={classes["said"]}>
                <span className="unseen">Together</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {elements.map((element) => (
              <Row key={element.id} element={element} variations={variations} outline={outline} look={look} />
            ))}
          </tbody>
        </table>
      </div>
      <Reading outline={outline} round={round} look={look} />
    </section>
  );
}

interface RowProps {
  readonly element: Element;
  readonly variations: readonly OutlineVariation[];
  readonly outline: Outline;
  readonly look: Look;
}

const causes: Readonly<Record<string, string>> = {
  right: "heard",
  missed: "systematic: it is not heard",
  mixed: "chance: another seed may bring it",
  unknown: "nobody could read it",
};

function Row({ element, variations, outline, look }: RowProps) {
  const lit = useLit();
  const [interpretation] = look.interpretations;
  const state =
    look.interpretations.length === 1 ? interpretation?.elements.find((one) => one.element === element.id) : undefined;
  return (
    <tr
      className={cx(lit === element.id && classes["lit"])}
      onMouseEnter={() => light(element.id)}
      onMouseLeave={() => light(undefined)}
    >
      <th scope="row">{element.statement}</th>
      {variations.map((variation) => (
        <td key={variation.id}>
          <CellButton
            element={element}
            variation={variation}
            cell={look.cells.find((cell) => cell.variation === variation.id && cell.element === element.id)}
            outline={outline}
          />
        </td>
      ))}
      <td className={classes["said"]}>
        {state && (
          <Tip text={state.sentence}>
            <span className={classes["cause"]}>
              {causes[state.state]}
              {state.unsettled && ", not settled"}
            </span>
          </Tip>
        )}
      </td>
    </tr>
  );
}

interface CellButtonProps {
  readonly element: Element;
  readonly variation: OutlineVariation;
  readonly cell: Cell | undefined;
  readonly outline: Outline;
}

const next = { undefined: "right", right: "missed", missed: undefined } as const;

function CellButton({ element, variation, cell, outline }: CellButtonProps) {
  const verdict = verdictIn(outline, variation.id);
  const said = verdict.elements[element.id];
  const kind: MarkKind = said ?? markOf(cell);
  const act = { session: outline.session.id, variation: variation.id, name: nameIn(outline, variation) };
  const set = (seen: "right" | "missed" | undefined): void =>
    void correct(act, verdict, element, seen).catch(sayTrouble);
  // The first press says the opposite of what the judge read: that is what one comes for.
  const pressed = said === undefined && kind === "right" ? "missed" : said === undefined ? "right" : next[said];
  return (
    <Tip text={tipOf(cell, said)}>
      <button
        type="button"
        className={cx(classes["cell"], said !== undefined && classes["person"])}
        data-own-keys
        onFocus={() => light(element.id)}
        onBlur={() => light(undefined)}
        onClick={() => set(said !== undefined && cell?.judged && judgedAs(cell) !== said ? undefined : pressed)}
        onKeyDown={(event) => {
          const seen = ({ r: "right", m: "missed" } as const)[event.key];
          if (seen !== undefined && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            event.stopPropagation();
            set(seen);
          }
        }}
      >
        <span className="unseen">
          {element.statement}, {nameIn(outline, variation)}:{" "}
        </span>
        <Mark kind={kind} />
        <span className={classes["odds"]}>
          {said ? "you said so" : cell?.judged && cell.answer !== "unsure" ? oddsText(cell.judged.probability) : ""}
        </span>
      </button>
    </Tip>
  );
}

const markOf = (cell: Cell | undefined): MarkKind => {
  if (!cell || cell.source === "none") return "none";
  return ({ present: "right", absent: "missed", unsure: "unsure" } as const)[cell.answer];
};

const judgedAs = (cell: Cell): "right" | "missed" | undefined =>
  ({ present: "right", absent: "missed", unsure: undefined } as const)[cell.judged?.answer ?? "unsure"];

function tipOf(cell: Cell | undefined, said: string | undefined): string {
  if (!cell) return "Nobody has read this yet. Press to say what you see.";
  const judged = cell.judged
    ? `${cell.source === "person" ? "The judge" : cell.source} read it as ${cell.judged.answer}; it gives “present” ${oddsText(cell.judged.probability)}.`
    : "No judge has read it.";
  const now = said
    ? `You said ${said}, which outranks it.`
    : `With all that is known: ${oddsText(cell.probability)} that it shows.`;
  return `${judged} ${now} Press to say otherwise (R right, M missed).`;
}
