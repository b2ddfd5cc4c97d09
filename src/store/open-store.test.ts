import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSqliteStore } from "./open-store.ts";
import { storeContract } from "./store-contract.ts";

storeContract("SQLite", async () => {
  const home = await mkdtemp(join(tmpdir(), "samebut-store-"));
  let ids = 0;
  return {
    open: () =>
      createSqliteStore({
        file: join(home, "samebut.db"),
        runFolder: join(home, "run"),
        clock: { now: Date.now },
        ids: { next: () => `variation-${String(++ids).padStart(8, "0")}` },
        actor: "test",
      }),
    remove: () => rm(home, { recursive: true, force: true }),
  };
});
