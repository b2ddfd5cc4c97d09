import { useEffect } from "react";
import { Link, useLocation, useRoute } from "wouter";
import { runCommand, useCommand } from "../keyboard/use-command.ts";
import { useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { redo, undo } from "../undo.ts";
import { Key } from "../ui/key.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { places } from "./places.ts";
import { changeTheme, useTheme } from "./theme.ts";
import classes from "./header.module.css";

/** One quiet line: where this is, where else one can go, and the keys. */
export function Header() {
  const [, go] = useLocation();
  const [inSession, parameters] = useRoute("/sessions/:session/*?");
  useCommand("start", () => go(to.start));
  useCommand("undo", () => void undo().catch(sayTrouble));
  useCommand("redo", () => void redo().catch(sayTrouble));
  useCommand("theme", changeTheme);
  const theme = useTheme();
  return (
    <header className={classes["header"]}>
      <Link href={to.start} className={classes["name"]}>
        Samebut
      </Link>
      {inSession && parameters.session !== undefined && <SessionPlaces session={parameters.session} />}
      <nav className={classes["tools"]} aria-label="Studio">
        {places.studio.map(({ href, title }) => (
          <Link key={href} href={href} className={classes["link"]}>
            {title}
          </Link>
        ))}
        <button type="button" className={classes["tool"]} onClick={changeTheme}>
          {theme === "dark" ? "Light" : "Dark"}
        </button>
        <button type="button" className={classes["tool"]} onClick={() => runCommand("palette")}>
          Find <Key of="palette" />
        </button>
        <button type="button" className={classes["tool"]} onClick={() => runCommand("help")}>
          Keys <Key of="help" />
        </button>
      </nav>
    </header>
  );
}

function SessionPlaces({ session }: { readonly session: string }) {
  const { data } = useOutline(session);
  const [location] = useLocation();
  const [, go] = useLocation();
  const title = data?.session.title;
  useCommand("final", () => go(to.final(session)));
  useCommand("startOver", () => go(to.restart(session)));
  useCommand("lineage", () => go(to.lineage(session)));
  useEffect(() => {
    document.title = title === undefined ? "Samebut" : `${title} · Samebut`;
    return () => void (document.title = "Samebut");
  }, [title]);
  return (
    <nav className={classes["places"]} aria-label="Session">
      <span className={classes["session"]} title={title}>
        {title}
      </span>
      {places.session.map(({ title: name, href, within }) => (
        <Link
          key={name}
          href={href(session)}
          className={classes["link"]}
          aria-current={within.test(location) ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
