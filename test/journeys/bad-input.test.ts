import { cp, mkdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Json, type Terminal } from "./command.ts";
import { type DrawnWorkspace, contents, expectRefusal, obeyedByTerminals, openDrawnWorkspace } from "./refusal.ts";

let workspace: DrawnWorkspace;
let terminal: Terminal;

beforeAll(async () => {
  workspace = await openDrawnWorkspace();
  terminal = workspace.terminal;
  await makeWrongFolders();
}, 60_000);
afterAll(() => workspace[Symbol.asyncDispose]());

const inside = (...path: readonly string[]): string => workspace.inside(...path);

/** Model folders with something wrong, each named after it. */
async function makeWrongFolders(): Promise<void> {
  for (const name of ["cut", "lacking", "nested"]) await cp(inside("tiny"), inside(name), { recursive: true });
  await truncate(inside("cut", "unet", "model.onnx"), 300);
  await rm(inside("lacking", "vae_decoder", "model.onnx"));
  await rm(inside("nested", "unet", "model.onnx"));
  await mkdir(inside("nested", "unet", "model.onnx"));
}

const long = "a pear ".repeat(15_000);

describe("wrong input is refused in a sentence with its remedy, and nothing is changed", () => {
  it.each<[name: string, args: (workspace: DrawnWorkspace) => readonly string[], says: RegExp]>([
    ["an empty prompt", () => ["new", " "], /^The prompt is empty\. Say in words .+\nFor example: samebut new/u],
    ["a prompt of 100 kB", () => ["new", long], /^The prompt is longer than 20000 characters\. Shorten it/u],
    [
      "an unknown engine",
      () => ["new", "a pear", "--engine", "nope"],
      /^There is no engine "nope"\.\nThese are connected: .*tiny.*`samebut engines`/u,
    ],
    ["an unknown engine to show", () => ["engines", "nope"], /^There is no engine "nope"\.\nThese are connected/u],
    [
      "an unknown judge",
      () => ["new", "a pear", "--judge", "nope"],
      /^There is no judge “nope”\.\nConnected: .+ “none”/u,
    ],
    [
      "an engine that cannot begin",
      () => ["run", "a pear", "--engine", "adjust"],
      /^Adjust cannot start from a prompt alone\. Choose another/u,
    ],
    [
      "a strength over 1",
      () => ["run", "a pear", "--strength", "1.5"],
      /^Denoising strength is at most 1 .+\nFor example: samebut run/u,
    ],
    [
      "a strength under 0",
      ({ drawn }) => ["refine", drawn, "warmer", "--strength", "-0.1"],
      /^Denoising strength is at least 0 .+\nFor example/u,
    ],
    [
      "a strength in words",
      () => ["run", "a pear", "--strength", "abc"],
      /^Denoising strength is a number from 0 to 1, for example 0\.42\./u,
    ],
    [
      "a seed that is not whole",
      ({ fresh }) => ["orient", fresh, "--seeds", "7", "1.5"],
      /A seed is a whole number, for example 7\.\nFor example: samebut orient/u,
    ],
    [
      "a seed in words",
      ({ fresh }) => ["orient", fresh, "--seeds", "abc"],
      /A seed is a whole number, for example 7\./u,
    ],
    [
      "a seed that is too large",
      ({ fresh }) => ["orient", fresh, "--seeds", "4294967296"],
      /A seed is at most 4294967295\./u,
    ],
    [
      "a size that the engine cannot draw",
      ({ fresh }) => ["orient", fresh, "--size", "100x100"],
      /^tiny cannot make 100×100\. It makes 32×32,/u,
    ],
    [
      "a size in words",
      ({ fresh }) => ["orient", fresh, "--size", "big"],
      /^A size is width x height in pixels, for example 96x96\./u,
    ],
    [
      "a size of nothing",
      ({ fresh }) => ["orient", fresh, "--size", "0x32"],
      /width: This must be at least 1\.\nFor example/u,
    ],
    [
      "a size beyond all memory",
      ({ drawn }) => ["finish", drawn, "--size", "60000x60000"],
      /^A picture has at most 120 megapixels\. Choose a smaller size\./u,
    ],
    [
      "a scale of nothing",
      ({ drawn }) => ["finish", drawn, "--scale", "0"],
      /^scale: This must be more than 0\.\nFor example/u,
    ],
    [
      "a parameter of the wrong kind",
      ({ drawn }) => ["fix", drawn, "--parameter", "guidance", "--to", "much"],
      /^guidance needs a number\./u,
    ],
    [
      "a parameter out of range",
      ({ drawn }) => ["fix", drawn, "--parameter", "steps", "--to", "5000"],
      /^steps is 5000; tiny takes 1 to \d+\./u,
    ],
    [
      "a second orientation",
      ({ drawn }) => ["orient", drawn],
      /^Attempt 1 of this session has its orientation already\.\n.*`samebut fix`/u,
    ],
    ["an unknown session", () => ["show", "nope"], /^There is no session "nope"\.\n`samebut list`/u],
    ["an unknown variation", () => ["redo", "nope"], /^There is no variation "nope"\.\n`samebut show`/u],
    [
      "a model file that is cut short",
      ({ inside }) => ["engines", "add", "diffusion", inside("cut")],
      /unet[/\\]model\.onnx is cut short: .+\nCopy, download or export/u,
    ],
    [
      "a model folder that lacks a part",
      ({ inside }) => ["engines", "add", "diffusion", inside("lacking")],
      /^vae_decoder\/model\.onnx is missing in the model folder .+\nExport the model/u,
    ],
    [
      "a folder in the place of a model file",
      ({ inside }) => ["engines", "add", "diffusion", inside("nested")],
      /model\.onnx is not an ONNX model that can be read: it is a folder\.\nCopy/u,
    ],
    [
      "a file in the place of a model folder",
      ({ inside }) => ["engines", "add", "diffusion", inside("tiny", "model_index.json"), "--id", "file"],
      /model_index\.json is not a folder that can be read\.\nGive the path of a model folder/u,
    ],
    [
      "a name that is taken",
      ({ inside }) => ["engines", "add", "diffusion", inside("tiny")],
      /^There is an engine “tiny” already\.\n.*--id/u,
    ],
    [
      "a file in the place of the workspace",
      ({ inside }) => ["list", "--home", inside("tiny", "model_index.json")],
      /cannot be opened for writing\.\nCheck that the folder exists/u,
    ],
    [
      "a file in the place of the delivery's folder",
      ({ drawn, inside }) => ["deliver", drawn, "--to", inside("tiny", "model_index.json", "out")],
      /^The delivery could not be written to .+\n.*--to/u,
    ],
    ["a port in words", () => ["serve", "--port", "abc"], /^“abc” is not a port\.\nA port is a whole number/u],
  ])("%s", async (_, args, says) => {
    const before = await contents(terminal.home);
    expectRefusal(await terminal.samebut(...args(workspace)), says);
    expect(await contents(terminal.home)).toBe(before);
  });

  it("a prompt of which still-life knows no word", async () => {
    const { session } = await terminal.json("new", "a cathedral in the fog");
    expectRefusal(
      await terminal.samebut("orient", session.id),
      /^still-life knows no word of this prompt\. It draws still lifes, for example “.+”\. Connect another engine/u,
    );
  });

  it("words that still-life has not learnt are named, and the rest is drawn", async () => {
    const { session } = await terminal.json("new", "a green pear beside a cathedral");
    const drawn = await terminal.samebut("orient", session.id);
    expect(`${drawn.out}${drawn.err}`).toContain("still-life has not learnt: cathedral.");
    expect(drawn.code).toBe(0);
  });

  it("a size that still-life cannot draw", async () => {
    const { session } = await terminal.json("new", "a green pear");
    const before = await terminal.json("show", session.id);
    expectRefusal(
      await terminal.samebut("orient", session.id, "--size", "100x100"),
      /^still-life cannot make 100×100\. It makes 96×96/u,
    );
    expect(await terminal.json("show", session.id)).toEqual(before);
  });

  it.each([
    ["an unknown command", ["xyzzy"], /unknown command 'xyzzy'/u],
    ["an unknown option", ["list", "--xyzzy"], /unknown option '--xyzzy'/u],
    ["a missing argument", ["new"], /missing required argument 'prompt'/u],
    ["an option without its value", ["orient", "last", "--size"], /'--size <text>' argument missing/u],
    ["a command that would colour the terminal", ["\u001b[31mnope\u009b31m"], /unknown command '�\[31mnope�31m'/u],
  ])("%s is wrong usage", async (_, args, says) => {
    const answer = await terminal.samebut(...args);
    expectRefusal(answer, says, 2);
    expect(answer.err).toContain("samebut --help shows all commands");
  });
});

describe("what a person types is text", () => {
  const prompt = `$(touch pwned) \`touch pwned\` ; touch pwned | "q" 'a' <script>alert(1)</script><img src=x onerror=alert(2)> \u001b[31mred\u001b[0m \u009b1m \u001b]0;title\u0007 \u202Eevil\u2066 ../../pwned`;
  let session: string;

  beforeAll(async () => {
    session = (await terminal.json("new", prompt, "--engine", "tiny")).session.id;
  });

  it("kept as it is, and never obeyed by the terminal", async () => {
    const said = [
      await terminal.samebut("orient", session, "--count", "1"),
      await terminal.samebut("show", session),
      await terminal.samebut("show", session, "--json"),
    ];
    for (const { code, out, err } of said) {
      expect([code, err]).toEqual([0, expect.not.stringMatching(obeyedByTerminals)]);
      expect(out).not.toMatch(obeyedByTerminals);
    }
    const { brief }: Json = JSON.parse(said[2]?.out ?? "").session;
    expect(brief.prompt).toBe(prompt);
  });

  it("nor by a page or a shell", async () => {
    const { delivery } = await terminal.json("deliver", session);
    expect(delivery.folder.slice(join(terminal.home, "deliveries").length)).toMatch(/^[/\\][a-z0-9-]+$/u);
    const report = await readFile(join(delivery.folder, "report.html"), "utf8");
    expect(report).not.toMatch(/<script>alert|<img src=x/u);
    expect(report).toMatch(/(?:&lt;|&#60;)script(?:&gt;|&#62;)alert\(1\)/u);
    for (const place of [process.cwd(), inside(), terminal.home, delivery.folder])
      expect(await stat(join(place, "pwned")).catch(() => "none")).toBe("none");
  });

  it("file names too", async () => {
    const name = inside("$(touch pwned) \u001b[31m<b>");
    expectRefusal(
      await terminal.samebut("engines", "add", "diffusion", name),
      /�\[31m<b> is not a folder that can be read\./u,
    );
    await cp(inside("tiny"), name, { recursive: true });
    expect((await terminal.json("engines", "add", "diffusion", name)).engine.id).toBe("touch-pwned-31m-b");
  });
});
