import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStudio, mug, openStudio, oriented, tiles, withoutBrowser } from "./open-studio.ts";

let studio: OpenStudio;
beforeAll(async () => {
  if (!withoutBrowser) studio = await openStudio();
});
afterAll(async () => studio?.close());

describe.skipIf(withoutBrowser)("the Studio, live", () => {
  it("shows running work after a reload, and loses none of it", async () => {
    const { session } = await studio.ask("new", { prompt: mug });
    const page = await studio.open(`/sessions/${session.id}`);
    await studio.ask("orient", { session: session.id, count: 16, wait: false });
    await page.getByText(/of 16 pictures made/u).waitFor();
    await page.reload();
    await page.getByText(/of 16 pictures made/u).waitFor();
    await expect.poll(() => tiles(page).count(), { timeout: 120_000 }).toBe(16);
  });

  it("goes on after the server was stopped in mid-round and started again", async () => {
    const { session } = await studio.ask("new", { prompt: mug });
    const page = await studio.open(`/sessions/${session.id}`);
    await studio.ask("orient", { session: session.id, count: 16, wait: false });
    await page.getByText(/of 16 pictures made/u).waitFor();
    await studio.restartServer();
    await page.getByText(/Stopped with \d+ pictures? not made/u).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => tiles(page).count(), { timeout: 120_000 }).toBe(16);
  });

  it("says that the server is away, and goes on when it answers", async () => {
    const session = await oriented(studio);
    const page = await studio.open(`/sessions/${session}`);
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(4);
    const restarting = studio.restartServer();
    await page.getByText("The server does not answer.").waitFor();
    await restarting;
    await expect.poll(() => page.getByText("The server does not answer.").count(), { timeout: 60_000 }).toBe(0);
  });

  it("keeps two tabs and the command line in step", async () => {
    const session = await oriented(studio);
    const context = await studio.visit();
    const [one, two] = [
      await studio.open(`/sessions/${session}`, context),
      await studio.open(`/sessions/${session}`, context),
    ];
    await one.getByRole("button", { name: "pick" }).first().click();
    await two.getByRole("button", { name: "picked" }).waitFor();
    const { rounds } = await studio.ask("outline", { session });
    await studio.terminal.json("judge", rounds[0].variations[3].id, "--choice", "reject");
    await one.getByRole("button", { name: "rejected" }).waitFor();
    await two.getByRole("button", { name: "rejected" }).waitFor();
  });

  it("goes on from a picture that was made elsewhere", async () => {
    const file = join(studio.terminal.home, "elsewhere.png");
    await writeFile(
      file,
      await sharp({ create: { width: 96, height: 96, channels: 3, background: "#7a4422" } })
        .png()
        .toBuffer(),
    );
    const page = await studio.open();
    await page.locator("input[type=file]").setInputFiles(file);
    await page.waitForURL(/\/sessions\//u);
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(1);
  });
});
