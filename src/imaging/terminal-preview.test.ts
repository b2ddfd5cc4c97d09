import { describe, expect, it } from "vitest";
import { decodePicture } from "./files/decode.ts";
import { terminalGraphics, terminalPreview } from "./terminal-preview.ts";
import { ballPicture, noisePicture, paintPicture } from "./testing.ts";

describe("terminalGraphics", () => {
  it.each([
    [{}, "none"],
    [{ TERM: "dumb", COLORTERM: "truecolor" }, "none"],
    [{ TERM: "xterm-256color" }, "none"],
    [{ TERM: "xterm-256color", COLORTERM: "truecolor" }, "blocks"],
    [{ TERM: "xterm-256color", COLORTERM: "truecolor", NO_COLOR: "1" }, "none"],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "vscode" }, "blocks"],
    [{ TERM: "xterm-kitty" }, "kitty"],
    [{ TERM: "xterm-ghostty" }, "kitty"],
    [{ TERM: "xterm-256color", TERM_PROGRAM: "iTerm.app" }, "iterm"],
    [{ TERM: "tmux-256color", TMUX: "/tmp/x", TERM_PROGRAM: "iTerm.app" }, "blocks"],
    [{ TERM: "screen-256color", KITTY_WINDOW_ID: "1" }, "none"],
  ] as const)("%j: %s", (env, expected) => expect(terminalGraphics(env)).toBe(expected));
});

describe("terminalPreview", () => {
  const room = { columns: 20, lines: 10 };

  it("paints two pixels per character, with the picture's ratio", async () => {
    const halves = paintPicture(4, 4, (_, y) => (y < 2 ? [255, 0, 0] : [0, 0, 255]));
    const text = await terminalPreview(halves, "blocks", { columns: 4, lines: 9 });
    const line = (colour: string): string => `${`\u001b[38;2;${colour};48;2;${colour}m▀`.repeat(4)}\u001b[0m\n`;
    expect(text).toBe(line("255;0;0") + line("0;0;255"));
  });

  it.each([
    [200, 50],
    [50, 200],
    [1, 1],
  ])("stays inside its room (%i×%i)", async (width, height) => {
    const lines = (await terminalPreview(ballPicture(width, height), "blocks", room)).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(room.lines);
    for (const text of lines) expect(text.split("▀").length - 1).toBeLessThanOrEqual(room.columns);
  });

  it("sends a PNG to iTerm2 with its length", async () => {
    const text = await terminalPreview(ballPicture(64, 48), "iterm", room);
    const [, size, data] = /size=(\d+);width=20;height=8:(?<data>[\w+/=]+)/u.exec(text)!;
    expect(Buffer.from(data!, "base64")).toHaveLength(Number(size));
    expect(await decodePicture(Buffer.from(data!, "base64"))).toMatchObject({
      width: 64,
      height: 48,
    });
  });

  it("sends a PNG to kitty in chunks, all but the last saying that more comes", async () => {
    const text = await terminalPreview(noisePicture(200, 200), "kitty", room);
    const parts = text
      .split("\u001b_G")
      .slice(1)
      .map((part) => /^(?<keys>[^;]*);(?<data>[\w+/=]*)/u.exec(part)!.groups!);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ keys }) => /m=(\d)/u.exec(keys!)![1])).toEqual([
      ...Array<string>(parts.length - 1).fill("1"),
      "0",
    ]);
    for (const { data } of parts) expect(data!.length).toBeLessThanOrEqual(4096);
    const png = Buffer.from(parts.map(({ data }) => data).join(""), "base64");
    expect(await decodePicture(png)).toMatchObject({ width: 200, height: 200 });
  });

  it("is nothing where nothing can be shown", async () =>
    expect(await terminalPreview(ballPicture(9, 9), "none", room)).toBe(""));
});
