import { useEffect, useState } from "react";
import classes from "./waiting.module.css";

/** Says what is waited for, once it takes longer than a blink. */
export function Waiting({ what }: { readonly what: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return shown ? (
    <p className={classes["waiting"]} role="status">
      Waiting for {what} …
    </p>
  ) : null;
}
