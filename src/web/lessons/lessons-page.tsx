import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { type Output, api } from "../api.ts";
import { keys, useEngines } from "../queries.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { plural } from "../words.ts";
import { LessonLine } from "./lesson-line.tsx";
import { LessonFiles } from "./lesson-files.tsx";
import classes from "./lessons.module.css";

export type Lessons = Output<"lessons">;
export type Lesson = Lessons["lessons"][number];

/** What changes did over all sessions, per engine: the evidence behind every proposal. */
export function LessonsPage() {
  const { data, error, refetch } = useQuery({ queryKey: keys.lessons, queryFn: () => api.lessons({}) });
  const [search, setSearch] = useState("");
  const engines = useMemo(() => byEngine(data?.lessons ?? [], search), [data, search]);
  const titles = useTitles();
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the lessons" />;
  return (
    <main id="main" className={classes["page"]}>
      <div className={classes["top"]}>
        <h1>Lessons</h1>
        <input
          type="search"
          className={classes["search"]}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          placeholder="Find words or elements"
          aria-label="Find words or elements"
        />
      </div>
      <p className={classes["lead"]}>What changes did on the same seeds, over all sessions.</p>
      {data.lessons.length === 0 && <NoLessons />}
      {engines.map(([fingerprint, lines]) => (
        <section key={fingerprint} className={classes["engine"]}>
          <h2>
            <span title={fingerprint}>{titles.get(fingerprint) ?? olderName(fingerprint)}</span>{" "}
            <span className="quiet note">{plural(lines.length, "lesson")}</span>
          </h2>
          <ul>
            {lines.map((line) => (
              <LessonLine key={`${line.pattern} ${line.phrase} ${line.statement} ${line.kind}`} lesson={line} />
            ))}
          </ul>
        </section>
      ))}
      <LessonFiles imports={data.imports} />
    </main>
  );
}

const NoLessons = () => (
  <p className={classes["empty"]}>
    None yet. A lesson is what one change did: “saying ‘warm light’ fixed 3 of 3”. They come by themselves, from every
    change that is tried on the same seeds, and stand beside it when it is proposed again.
  </p>
);

function byEngine(lessons: readonly Lesson[], search: string): readonly (readonly [string, readonly Lesson[]])[] {
  const wanted = search.trim().toLowerCase();
  const found = lessons.filter(({ sentence }) => sentence.toLowerCase().includes(wanted));
  return [...Map.groupBy(found, ({ fingerprint }) => fingerprint)];
}

/** The engines that are connected now, by what must be equal for two pictures to be paired. */
function useTitles(): ReadonlyMap<string, string> {
  const { data } = useEngines();
  return new Map(
    data?.engines.flatMap(({ description }) => (description ? [[description.fingerprint, description.title]] : [])),
  );
}

/** An engine that is not connected, or an earlier version of one that is. */
const olderName = (fingerprint: string): string => `Another engine (${fingerprint.slice(0, 16)} …)`;
