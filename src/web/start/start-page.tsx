import { useState } from "react";
import { NewBrief } from "./new-brief.tsx";
import { SessionGrid } from "./session-grid.tsx";
import classes from "./start.module.css";

/** The first view: what this is, a brief to write, and every session with its picture. */
export function StartPage() {
  const [prompt, setPrompt] = useState("");
  return (
    <main id="main" className={classes["page"]}>
      <section>
        <h1>Keep everything the same, but …</h1>
        <p className={classes["lead"]}>
          From a first run to a delivered picture in four rounds, one change at a time, on your own machine.
        </p>
        <NewBrief prompt={prompt} onPrompt={setPrompt} />
      </section>
      <SessionGrid />
    </main>
  );
}
