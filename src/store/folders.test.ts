import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { assertLocal, fileSystemOf } from "./folders.ts";

describe("folders", () => {
  it.each([
    [0x6969, "NFS"],
    [0xff534d42, "CIFS"],
    [0x517b, "SMB"],
  ])("are refused on a network file system (%i)", (type, name) => {
    expect(() => assertLocal("/mnt/share", type)).toThrow(
      expect.objectContaining({
        code: "storage",
        message: expect.stringContaining(name),
        hint: expect.stringContaining("disk of this computer"),
      }),
    );
  });

  it("are accepted on ext4 and where this test runs", async () => {
    assertLocal("/home", 0xef53);
    assertLocal(tmpdir(), await fileSystemOf(tmpdir()));
  });
});
