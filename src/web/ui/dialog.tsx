import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { cx } from "../words.ts";
import classes from "./dialog.module.css";

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** The title is only heard. */
  readonly quietTitle?: boolean;
  readonly onClose: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A layer over the page that Esc closes: for looking something up, never for asking “are you sure”. */
export function Dialog({ open, title, quietTitle = false, onClose, className, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={classes["backdrop"]} />
        <Base.Popup className={cx(classes["popup"], className)}>
          <Base.Title className={quietTitle ? "unseen" : classes["title"]}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
