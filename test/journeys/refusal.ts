import { cp, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { tinyUnet, writeFolder } from "../fixtures/diffusion/tiny-model.ts";
import { openTestStore } from "../fixtures/workspace.ts";
import { type Ended, type Terminal, openTerminal } from "./command.ts";

/** A workspace with a tiny model of its own, in a folder that has room for what a test makes beside it. */
export interface DrawnWorkspace extends AsyncDisposable {
  readonly terminal: Terminal;
  /** A session with three pictures, of the seeds 1 to 3. */
  readonly drawn: string;
  /** A session that was only begun. */
  readonly fresh: string;
  /** A path in the folder; "tiny" is the model, "home" the workspace. */
  inside(...path: readonly string[]): string;
  copyOf(name: string): Promise<string>;
}

export async function openDrawnWorkspace(): Promise<DrawnWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), "samebut-bad-input-"));
  const inside = (...path: readonly string[]): string => join(folder, ...path);
  await using model = await writeFolder(tinyUnet());
  await cp(model.path, inside("tiny"), { recursive: true });
  const terminal = await openTerminal(inside("home"));
  await terminal.json("engines", "add", "diffusion", inside("tiny"));
  const drawn: string = (await terminal.json("new", "a red pear", "--engine", "tiny")).session.id;
  await terminal.json("orient", drawn, "--seeds", "1", "2", "3");
  const fresh: string = (await terminal.json("new", "a green pear", "--engine", "tiny")).session.id;
  return {
    terminal,
    drawn,
    fresh,
    inside,
    async copyOf(name) {
      await cp(terminal.home, inside(name), { recursive: true });
      return inside(name);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Everything that a workspace says, as one text. */
export async function contents(home: string): Promise<string> {
  const store = await openTestStore(home);
  const sessions = await store.sessions();
  const histories = await Promise.all(sessions.map(({ session }) => store.history(session.id)));
  await store.close();
  const deliveries = await readdir(join(home, "deliveries")).catch(() => []);
  return JSON.stringify([sessions, histories, deliveries, await readFile(join(home, "engines.json"), "utf8")]);
}

// oxlint-disable-next-line no-control-regex
export const obeyedByTerminals = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u;

/** It ended with this code, and said at most two lines: what is wrong and what to do. */
export function expectRefusal({ code, out, err }: Ended, expected: RegExp, exit = 1): void {
  expect([code, out]).toEqual([exit, ""]);
  expect(err).toMatch(expected);
  expect(err.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
  expect(err).not.toMatch(/^\s+at |node:internal|\b[A-Z][a-z]+Error\b|undefined|\[object/mu);
  expect(err).not.toMatch(obeyedByTerminals);
}
