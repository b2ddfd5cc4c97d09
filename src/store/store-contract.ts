import { afterEach, describe } from "vitest";
import type { Store } from "../core/store.ts";
import { anythingCases } from "./contract/anything-cases.ts";
import { journalCases } from "./contract/journal-cases.ts";
import { sessionCases } from "./contract/session-cases.ts";
import { takeOverCases } from "./contract/take-over-cases.ts";
import { verdictCases } from "./contract/verdict-cases.ts";
import { workCases } from "./contract/work-cases.ts";

/** A workspace of its own for one test. */
export interface TestWorkspace {
  /** Opens it, as one more process would. Closing that store lets the others see its process as gone. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** Opens a fresh workspace, or one more store on the one that this test has open. */
export interface Stores {
  readonly fresh: () => Promise<Store>;
  readonly another: () => Promise<Store>;
}

/** What every store does, whatever it keeps rows in. Run it from the store's own test file. */
export function storeContract(name: string, create: () => Promise<TestWorkspace>): void {
  describe(`${name} as a store`, () => {
    let workspace: TestWorkspace | undefined;
    const open: Store[] = [];

    const another = async (): Promise<Store> => {
      workspace ??= await create();
      const store = await workspace.open();
      open.push(store);
      return store;
    };

    afterEach(async () => {
      for (const store of open.splice(0)) await store.close();
      await workspace?.remove();
      workspace = undefined;
    });

    const stores: Stores = { fresh: another, another };
    describe("sessions", () => sessionCases(stores));
    describe("rounds and their work", () => workCases(stores));
    describe("work of a process that ended", () => takeOverCases(stores));
    describe("readings, verdicts, deliveries", () => verdictCases(stores));
    describe("anything", () => anythingCases(stores));
    describe("journal", () => journalCases(stores));
  });
}
