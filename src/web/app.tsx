import { Suspense } from "react";
import { Route, Switch } from "wouter";
import { pages } from "./pages.ts";
import { Header } from "./shell/header.tsx";
import { KeyHelp } from "./shell/key-help.tsx";
import { Notices } from "./shell/notices.tsx";
import { Palette } from "./shell/palette.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { Waiting } from "./ui/waiting.tsx";

/** The shell around every page: header, notices, key help, palette. */
export function App() {
  return (
    <>
      <a className="unseen" href="#main">
        Skip to the page
      </a>
      <Header />
      <Notices />
      <Suspense fallback={<Waiting what="the page" />}>
        <Switch>
          {pages.map(({ path, component }) => (
            <Route key={path} path={path} component={component} />
          ))}
          <Route component={NotFound} />
        </Switch>
      </Suspense>
      <KeyHelp />
      <Palette />
    </>
  );
}
