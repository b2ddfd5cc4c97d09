import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, type Json, ended, program } from "./command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What is there when the package is packed: a copy, so that nothing is built inside the checkout. */
const clone = ["package.json", "LICENSE", "README.md", "bin", "recipes", "src", "test", "scripts", "models/still-life"];

let project: string;
let packed: readonly string[];

/** Somebody's project with the package installed, as npm would: only the listed files, and the dependencies. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "samebut-package-"));
  const copy = join(project, "clone");
  for (const path of clone)
    if (existsSync(join(root, path)))
      await cp(join(root, path), join(copy, path), { recursive: true, filter: isSource });
  expect(await run(process.execPath, [join(root, "scripts", "build.mjs"), join(copy, "dist")])).toMatchObject({
    code: 0,
  });
  const { out } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: copy });
  const [listing]: Json[] = Object.values(JSON.parse(out) as Json);
  packed = listing.files.map(({ path }: Json) => path);
  for (const path of packed) await cp(join(copy, path), join(installed(), path));
  await linkDependencies();
}, 120_000);
afterAll(() => rm(project, { recursive: true, force: true }));

const isSource = (path: string): boolean => !/[/\\](?:__pycache__|node_modules)$/u.test(path);
const installed = (): string => join(project, "node_modules", "samebut");

async function linkDependencies(): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    const link = join(project, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, "node_modules", name), link, "junction");
  }
}

interface Where {
  readonly cwd?: string;
}

const run = (command: string, args: readonly string[], { cwd = project }: Where = {}): Promise<Ended> =>
  ended(
    spawn(command, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, SAMEBUT_HOME: join(project, "home"), NO_COLOR: "1" },
    }),
  );

const samebut = (...args: readonly string[]): Promise<Ended> =>
  run(process.execPath, [join(installed(), "bin", "samebut.mjs"), ...args]);

describe("the published package", () => {
  it("holds the program, the recipes, the model and the licence", () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        "LICENSE",
        "package.json",
        "bin/samebut.mjs",
        "dist/cli/main.js",
        "dist/page/index.html",
        "recipes/close-framing.md",
        "models/still-life/world.json",
      ]),
    );
    expect(packed).toEqual(
      expect.arrayContaining([
        "models/still-life/weights/model_index.json",
        "models/still-life/weights/transformer/model.onnx",
        "models/still-life/weights/judge/model.onnx",
      ]),
    );
  });

  it("holds no sources, no tests and nothing of how the model is made", () => {
    const expected =
      /^(?:bin|dist|recipes)\/|^models\/still-life\/(?:weights\/|world\.json$|evaluation\.json$|CARD\.md$)|^(?:package\.json|LICENSE|README\.md)$/u;
    expect(packed.filter((path) => !expected.test(path))).toEqual([]);
    expect(packed.filter((path) => /\.test\.|(?<!\.d)\.ts$|\.tsx$|fixtures\//u.test(path))).toEqual([]);
  });

  it("has every file that its exports name, types too", async () => {
    const { exports } = JSON.parse(await readFile(join(installed(), "package.json"), "utf8")) as { exports: object };
    const files = Object.values(exports).flatMap((target: string | object) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    expect(files).toHaveLength(7);
    expect(files.map((file: string) => file.slice(2)).filter((file) => !packed.includes(file))).toEqual([]);
  });

  it("shows the same help as a clone, which has no list of the commands", async () => {
    const help = await samebut("--help");
    expect(help).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^Usage: samebut[^]+\n {2}fix /u) });
    expect(packed).toContain("dist/cli/listing.json");
    expect(await run(process.execPath, [program, "--help"])).toEqual(help);
  });

  it("starts", async () => {
    const { code, out, err } = await samebut("new", "a red cube", "--json");
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      session: { engine: "still-life", brief: { elements: [{ statement: "red" }, { statement: "cube" }] } },
    });
  });

  it("can be imported", async () => {
    const script = `
      import { apiOf, createStudio } from "samebut";
      import { planRound, Recipe } from "samebut/core";
      const studio = await createStudio({ home: ${JSON.stringify(join(project, "library"))} });
      console.log(typeof planRound, typeof Recipe.parse, [...studio.engines.keys()].join(), (await apiOf(studio).list({})).sessions.length);
      await studio.close();`;
    expect(await run(process.execPath, ["--input-type=module", "-e", script])).toMatchObject({
      code: 0,
      err: "",
      out: "function function still-life,adjust,copy-desk,finish 0\n",
    });
  });

  it("serves its page and its fonts", async () => {
    const child = spawn(process.execPath, [join(installed(), "bin", "samebut.mjs"), "serve", "--port", "0"], {
      env: { ...process.env, SAMEBUT_HOME: join(project, "home") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const end = ended(child);
    const said: Buffer = await new Promise((resolve) => child.stdout.once("data", resolve));
    const address = new URL(/http:\S+/u.exec(said.toString())?.[0] ?? "");
    const get = (path: string): Promise<Response> => fetch(new URL(path, address.origin));
    const page = await (await get("/")).text();
    expect(page).toMatch(/^<!doctype html>/iu);
    const sheets = [...page.matchAll(/href="([^"]+\.css)"/gu)].map(([, path]) => path ?? "");
    const styles = (await Promise.all(sheets.map(async (path) => (await get(path)).text()))).join("\n");
    const font = /url\(["']?([^"')]+\.woff2)/u.exec(styles)?.[1] ?? "";
    expect((await get(new URL(font, new URL("/assets/", address)).pathname)).headers.get("content-type")).toBe(
      "font/woff2",
    );
    child.kill("SIGINT");
    expect(await end).toMatchObject({ code: 0, err: "" });
  });

  it("draws, reads and delivers", async () => {
    await samebut("new", "a red cube");
    const { out, code } = await samebut("orient", "last", "--count", "1", "--json");
    expect(code).toBe(0);
    expect((JSON.parse(out) as Json).interpretation.elements[0].counts.n).toBe(1);
    const delivered = await samebut("deliver", "last", "--json");
    const { delivery }: Json = JSON.parse(delivered.out);
    expect(delivery.files.map(({ path }: Json) => path)).toEqual([
      "picture.png",
      "recipe.json",
      "round-1-orientation.png",
      "report.html",
    ]);
  });
});

describe("on an old Node", () => {
  it("says in one sentence what to do", async ({ skip }) => {
    const old = await oldNode();
    if (old === undefined) return skip("there is no Node older than 24 on this machine");
    const { code, out, err } = await run(old, [program, "--help"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^Samebut needs Node 24 or newer and this is Node \d+\.\d+\.\d+: install a newer one from \S+, or run `npm start`[^.\n]+\.\n$/u,
    );
  });
});

async function oldNode(): Promise<string | undefined> {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const node = join(folder, process.platform === "win32" ? "node.exe" : "node");
    if (!existsSync(node)) continue;
    const major = parseInt((await run(node, ["-p", "process.versions.node"])).out, 10);
    if (major < 24) return node;
  }
  return undefined;
}
