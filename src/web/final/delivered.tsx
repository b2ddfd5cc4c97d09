import type { Outline } from "../queries.ts";
import { copyText } from "../session/copy.ts";
import { Button } from "../ui/button.tsx";
import { whenText } from "../words.ts";
import classes from "./final.module.css";

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** What was delivered, the newest first: the folder and its files. */
export function Delivered({ outline }: { readonly outline: Outline }) {
  if (outline.deliveries.length === 0) return null;
  return (
    <section aria-label="Deliveries" className={classes["delivered"]}>
      {outline.deliveries.toReversed().map(({ id, folder, files, createdAt }) => (
        <div key={id}>
          <h2 className={classes["label"]}>Delivered {whenText(createdAt)}</h2>
          <p className={classes["folder"]}>{folder}</p>
          <Button kind="plain" onPress={() => copyText(folder, "The folder’s path")}>
            copy the path
          </Button>
          <ul className={classes["files"]}>
            {files.map(({ path, bytes }) => (
              <li key={path}>
                <span>{path}</span> <span className="quiet">{sizeText(bytes)}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
