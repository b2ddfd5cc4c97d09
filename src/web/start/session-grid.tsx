import { useState } from "react";
import { Link } from "wouter";
import { type Output } from "../api.ts";
import { useSessions } from "../queries.ts";
import { to } from "../routes.ts";
import { FailureNote } from "../ui/failure.tsx";
import { TextBeginning } from "../ui/text-beginning.tsx";
import { Picture } from "../ui/picture.tsx";
import { plural, whenText } from "../words.ts";
import classes from "./start.module.css";

/** Every session with its newest picture, found by prompt or element. */
export function SessionGrid() {
  const [search, setSearch] = useState("");
  const { data, error, refetch } = useSessions(search.trim());
  if (error) return <FailureNote error={error} onRetry={refetch} />;
  if (!data || (data.sessions.length === 0 && search === "")) return null;
  return (
    <section className={classes["sessions"]}>
      <div className={classes["sessionsHead"]}>
        <h2>Sessions</h2>
        <input
          type="search"
          className={classes["search"]}
          placeholder="Search prompts, elements and lessons"
          aria-label="Search prompts, elements and lessons"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </div>
      {data.lessons.length > 0 && (
        <section className={classes["learned"]} aria-label="What was learned about it">
          <ul>
            {data.lessons.map(({ sentence, fingerprint, kind }) => (
              <li key={`${fingerprint} ${kind} ${sentence}`}>{sentence}</li>
            ))}
          </ul>
          <Link href={to.lessons}>All lessons</Link>
        </section>
      )}
      {search.trim() !== "" && (
        <p className={classes["learned"]}>
          <Link href={to.library(search.trim())}>Everything that mentions “{search.trim()}”</Link>
        </p>
      )}
      {data.sessions.length === 0 && <p className="quiet">No session mentions “{search}”.</p>}
      <ul className={classes["grid"]}>
        {data.sessions.map((row) => (
          <li key={row.session.id} className={classes["item"]}>
            <SessionItem row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SessionItem({ row }: { readonly row: Output<"list">["sessions"][number] }) {
  const { session, thumbnail, rounds, variations, deliveries } = row;
  const counts = [
    plural(rounds, "round"),
    plural(variations, session.brief.medium === "text" ? "text" : "picture"),
    ...(deliveries > 0 ? ["delivered"] : []),
  ];
  return (
    <Link href={to.session(session.id)} className={classes["card"]}>
      {thumbnail && session.brief.medium === "image" ? (
        <Picture className={classes["thumb"] ?? ""} hash={thumbnail} alt="" width={1} height={1} shown={208} />
      ) : (
        <span className={classes["blank"]}>
          {thumbnail ? <TextBeginning hash={thumbnail} /> : session.brief.prompt.slice(0, 120)}
        </span>
      )}
      <span className={classes["title"]}>{session.title}</span>
      <span className="quiet note">
        {counts.join(", ")} · {whenText(session.createdAt)}
      </span>
    </Link>
  );
}
