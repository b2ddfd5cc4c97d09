import type { Outline } from "../queries.ts";
import { copyText } from "../session/copy.ts";
import { Button } from "../ui/button.tsx";
import { whenText } from "../words.ts";
import classes from "./delivered.module.css";

type Delivery = Outline["deliveries"][number];

const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** What was delivered, the newest first: every file can be opened here, kept, or found in its folder. */
export function Delivered({ outline }: { readonly outline: Outline }) {
  const [newest, ...older] = outline.deliveries.toReversed();
  if (!newest) return null;
  return (
    <section aria-label="Deliveries" className={classes["delivered"]}>
      <Files delivery={newest} />
      {older.length > 0 && (
        <details className={classes["older"]}>
          <summary>{older.length === 1 ? "The delivery before" : `${older.length} deliveries before`}</summary>
          {older.map((delivery) => (
            <Files key={delivery.id} delivery={delivery} />
          ))}
        </details>
      )}
    </section>
  );
}

function Files({ delivery }: { readonly delivery: Delivery }) {
  const { id, session, folder, files, createdAt } = delivery;
  const address = `/deliveries/${session}/${id}`;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <div className={classes["delivery"]}>
      <h2 className={classes["title"]}>Delivered {whenText(createdAt)}</h2>
      <p className={classes["folder"]}>{folder}</p>
      <ul className={classes["files"]}>
        {files.map(({ path, bytes }) => {
          const file = `${address}/${encodeURIComponent(path)}`;
          return (
            <li key={path}>
              <a href={file} target="_blank" rel="noreferrer">
                {path}
              </a>
              <span className="quiet">{sizeText(bytes)}</span>
              <a href={`${file}?save`} download={path} aria-label={`Download ${path}`} className={classes["save"]}>
                save
              </a>
            </li>
          );
        })}
      </ul>
      <p className={classes["all"]}>
        <a href={`${address}.zip`} download>
          Download all, {sizeText(total)}
        </a>
        <Button kind="plain" onPress={() => copyText(folder, "The folder’s path")}>
          copy the folder’s path
        </Button>
      </p>
    </div>
  );
}
