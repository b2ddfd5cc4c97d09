import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useSearchParams } from "wouter";
import { type Output, api } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { keys } from "../queries.ts";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { useSettled } from "../ui/use-settled.ts";
import { Waiting } from "../ui/waiting.tsx";
import { plural } from "../words.ts";
import { Sheet } from "./sheet.tsx";
import classes from "./library.module.css";

export type Library = Output<"library">;

const shows = { all: "all", starred: "starred", delivered: "delivered" } as const;
type Show = keyof typeof shows;

/** Everything that was ever made, on one sheet. What is looked for stands in the address. */
export function LibraryPage() {
  const [query, setQuery] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  const search = query.get("search") ?? "";
  const show = (query.get("show") ?? "all") as Show;
  const engine = query.get("engine") ?? "";
  const settled = useSettled(search.trim(), 150);
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.library, settled, show, engine],
    queryFn: () => api.library({ show, ...(settled && { search: settled }), ...(engine && { engine }) }),
    placeholderData: keepPreviousData,
  });
  const set = (name: string, value: string): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "" || value === "all") next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  useCommand("prompt", () => field.current?.focus());
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the library" />;
  return (
    <main id="main" className={classes["page"]}>
      <div className={classes["top"]}>
        <h1>Library</h1>
        <input
          ref={field}
          type="search"
          className={classes["search"]}
          placeholder="Words of the prompt, an element or a title"
          aria-label="Words of the prompt, an element or a title"
          value={search}
          onChange={({ target }) => set("search", target.value)}
        />
        <label className={classes["filter"]}>
          Show
          <select value={show} onChange={({ target }) => set("show", target.value)}>
            {Object.entries(shows).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className={classes["filter"]}>
          made by
          <select value={engine} onChange={({ target }) => set("engine", target.value)}>
            <option value="">any engine</option>
            {data.engines.map((id) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </label>
        <span className={classes["count"]} role="status">
          {plural(data.total, "variation")}
        </span>
      </div>
      {data.total === 0 ? (
        <p className={classes["empty"]}>
          {search === "" && show === "all"
            ? "Nothing has been made yet. What you make in any session is found here."
            : "No variation is like that. Fewer words find more."}
        </p>
      ) : (
        <Sheet library={data} />
      )}
      <p className={classes["keys"]}>
        <Key of="open" /> opens it, <Key of="pick" /> picks it, <Key of="rate1" /> to <Key of="rate5" /> rate it,{" "}
        <Key of="prompt" /> looks for words.
      </p>
    </main>
  );
}
