import { Link } from "wouter";
import { to } from "../routes.ts";
import classes from "../ui/failure.module.css";

export function NotFound() {
  return (
    <main id="main" className={classes["failure"]}>
      <h1>There is nothing at this address</h1>
      <p>
        Sessions are on the <Link href={to.start}>start page</Link>.
      </p>
    </main>
  );
}
