import { Suspense, lazy, useState } from "react";
import { useSearchParams } from "wouter";
import { Waiting } from "../ui/waiting.tsx";
import { MediumChoice } from "./medium-choice.tsx";
import { NewBrief } from "./new-brief.tsx";
import { cx } from "../words.ts";
import { importable, useImport } from "./use-import.ts";
import { SessionGrid } from "./session-grid.tsx";
import classes from "./start.module.css";

const NewText = lazy(async () => ({ default: (await import("../text/new-text.tsx")).NewText }));

/** The first view: what this is, a brief to write, and every session with its picture. */
export function StartPage() {
  const [prompt, setPrompt] = useState("");
  const [search, setSearch] = useSearchParams();
  const medium = search.get("make") === "text" ? "text" : "image";
  const { over, busy, take, handlers } = useImport();
  return (
    <main id="main" className={cx(classes["page"], over && classes["over"])} {...handlers}>
      <section>
        <h1>Keep everything the same, but …</h1>
        <p className={classes["lead"]}>
          From a first run to a delivered picture or text in four rounds, one change at a time, on your own machine.
        </p>
        <MediumChoice
          value={medium}
          onChange={(next) => setSearch(next === "text" ? { make: "text" } : {}, { replace: true })}
        />
        {medium === "text" ? (
          <Suspense fallback={<Waiting what="the page for texts" />}>
            <NewText />
          </Suspense>
        ) : (
          <NewBrief prompt={prompt} onPrompt={setPrompt} />
        )}
        <p className={classes["import"]} role="status">
          {busy !== undefined ? (
            `Reading ${busy} …`
          ) : over ? (
            "Let go to go on from it."
          ) : (
            <>
              Or go on from a picture or text that you have: drop it, paste it, or{" "}
              <label className={classes["file"]}>
                choose a file
                <input
                  type="file"
                  className="unseen"
                  accept={importable}
                  onChange={({ target }) => void take(target.files?.[0])}
                />
              </label>
              .
            </>
          )}
        </p>
      </section>
      <SessionGrid />
    </main>
  );
}
