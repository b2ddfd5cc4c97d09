import type { Outline } from "../../queries.ts";
import { to } from "../../routes.ts";
import { light, useLit } from "../../session/lit.ts";
import { Mark, type MarkKind } from "../../ui/mark.tsx";
import { cx } from "../../words.ts";
import { Link } from "wouter";
import type { Finding, Report } from "./report.ts";
import classes from "../takes/proof.module.css";

const marks: Readonly<Record<Finding["status"], MarkKind>> = {
  present: "right",
  partial: "mixed",
  missing: "missed",
  unsure: "unsure",
};

/** What became of the brief in this text: present, partial or missing; its evidence lights up in the text. */
export function Findings({ outline, report }: { readonly outline: Outline; readonly report: Report }) {
  const lit = useLit();
  if (report.elements.length === 0)
    return (
      <p className={classes["nobrief"]}>
        No brief to hold it against: <Link href={to.brief(outline.session.id)}>say what it must say</Link>, and missing
        points and numbers from nowhere show too.
      </p>
    );
  return (
    <ul className={classes["findings"]} aria-label="What became of the brief">
      {report.elements.map(({ id, statement, status, method, note, evidence }) => (
        <li
          key={id}
          className={cx(classes["finding"], lit === id && classes["lit"])}
          onMouseEnter={() => light(id)}
          onMouseLeave={() => light(undefined)}
        >
          <button
            type="button"
            className={classes["show"]}
            title={note}
            onFocus={() => light(id)}
            onBlur={() => light(undefined)}
            onClick={() => scrollToEvidence()}
          >
            <Mark kind={marks[status]} />
            <span>
              {statement} <span className="quiet">{statusWord(status, method)}</span>
              {evidence.length > 0 && <span className="unseen">: “{evidence[0]?.quote}”</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What must not be there is kept out or not. */
const statusWord = (status: Finding["status"], method: string): string =>
  method !== "ban" || status === "unsure" ? status : status === "present" ? "kept to" : "not kept to";

/** The lit quotation comes into view. */
const scrollToEvidence = (): void =>
  document.querySelector("[data-evidence]")?.scrollIntoView({ block: "center", behavior: "auto" });
