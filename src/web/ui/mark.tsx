import classes from "./mark.module.css";

export type MarkKind = "right" | "missed" | "mixed" | "unsure" | "none";

const paths: Readonly<Record<MarkKind, string>> = {
  right: "M3 8.5 6.5 12 13 4.5",
  missed: "M4 4l8 8M12 4l-8 8",
  mixed: "M2.5 9.5c2-4 3.5-4 5.5-1.5s3.5 2.5 5.5-1.5",
  unsure: "M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.3 8.7 8 9.200 8 10M8 12.7v.1",
  none: "M5 8h6",
};

const words: Readonly<Record<MarkKind, string>> = {
  right: "right",
  missed: "missed",
  mixed: "left to chance",
  unsure: "unsure",
  none: "not read",
};

/** Right, missed, mixed or unsure: a shape, a colour, and the word for those who hear it. */
export function Mark({ kind, word }: { readonly kind: MarkKind; readonly word?: boolean }) {
  return (
    <span className={`${classes["mark"]} ${classes[kind]}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={paths[kind]} />
      </svg>
      <span className={word ? undefined : "unseen"}>{words[kind]}</span>
    </span>
  );
}
