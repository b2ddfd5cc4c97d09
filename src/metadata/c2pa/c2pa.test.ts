import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WasmReader, default as initialise } from "@contentauth/c2pa-wasm";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { decodePicture } from "../../imaging/files/decode.ts";
import { readMetadata } from "../read-metadata.ts";
import type { ManifestFacts } from "./manifest.ts";
import { signFile } from "./sign-file.ts";
import { createSigner } from "./signer.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

/** An authority and a certificate issued by it, as a studio would make them with openssl. */
function issue(
  kind: readonly string[],
  days = "30",
): { readonly certificate: string; readonly key: string; readonly own: string } {
  const folder = mkdtempSync(join(tmpdir(), "samebut-c2pa-"));
  const run = (...args: readonly string[]): void => void execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const extensions =
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
  writeFileSync(join(folder, "leaf.cnf"), extensions);
  run(
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-days",
    "60",
    "-subj",
    "/O=Test authority/CN=Root",
    "-addext",
    "basicConstraints=critical,CA:TRUE",
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
  );
  run("genpkey", ...kind, "-out", "leaf.key");
  run("req", "-new", "-key", "leaf.key", "-out", "leaf.csr", "-subj", "/O=Test studio/CN=Ada");
  run(
    "x509",
    "-req",
    "-in",
    "leaf.csr",
    "-CA",
    "ca.pem",
    "-CAkey",
    "ca.key",
    "-CAcreateserial",
    "-out",
    "leaf.pem",
    "-days",
    days,
    "-extfile",
    "leaf.cnf",
  );
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  return { certificate: read("leaf.pem") + read("ca.pem"), key: read("leaf.key"), own: read("ca.pem") };
}

const facts: ManifestFacts = {
  version: "1.0",
  id: "0f6a1d8e-3c3e-4a6c-9a52-0e8d1c1b2a33",
  instance: "7b1f7d5e-8a0c-4b7e-9d6a-2f3c4d5e6f70",
  title: "a pear",
  mediaType: "image/png",
  digitalSourceType: "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
  created: true,
  agent: "still-life",
  actions: ["c2pa.color_adjustments", "c2pa.resized"],
};

interface Report {
  readonly active_manifest: string;
  readonly validation_state: string;
  readonly validation_status?: readonly { readonly code: string }[];
  readonly manifests: Readonly<
    Record<string, { readonly assertions: readonly { readonly label: string; readonly data: unknown }[] }>
  >;
}

async function read(bytes: Uint8Array, type: string): Promise<Report> {
  const reader = await WasmReader.fromBytes(type, bytes);
  return JSON.parse(reader.json()) as Report;
}

const make = () =>
  sharp({
    create: {
      width: 300,
      height: 200,
      channels: 3,
      background: "#484",
      noise: { type: "gaussian", mean: 120, sigma: 40 },
    },
  });
const p256 = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];

describe.skipIf(!hasOpenssl)("Content Credentials (needs openssl to make certificates)", () => {
  beforeAll(async () => {
    const wasm = createRequire(import.meta.url).resolve("@contentauth/c2pa-wasm/c2pa.wasm");
    await initialise({ module_or_path: await readFile(wasm) });
  });

  it.each([
    ["png", "image/png"],
    ["jpeg", "image/jpeg"],
    ["webp", "image/webp"],
  ] as const)("in a %s are valid to the official reader, and the pixels are the same", async (format, type) => {
    const { certificate, key } = issue(p256);
    const file = new Uint8Array(await make()[format]().toBuffer());
    const signed = signFile(file, { ...facts, mediaType: type }, createSigner(certificate, key, { now: Date.now() }));
    const report = await read(signed, type);
    expect(report.validation_state).toBe("Valid");
    // Nobody trusts an authority that a test made; that is the one thing a reader may say.
    expect(report.validation_status?.map(({ code }) => code)).toEqual(["signingCredential.untrusted"]);
    const actions = report.manifests[report.active_manifest]?.assertions.find(({ label }) =>
      label.startsWith("c2pa.actions"),
    );
    expect(actions?.data).toMatchObject({
      actions: [{ action: "c2pa.created", digitalSourceType: facts.digitalSourceType }, {}, { action: "c2pa.resized" }],
    });
    expect(await decodePicture(signed)).toEqual(await decodePicture(file));
    expect(readMetadata(signed).credentials).not.toBeNull();
  });

  it("in a WebP are valid whatever the length of the manifest", async () => {
    const { certificate, key } = issue(p256);
    const file = new Uint8Array(await make().webp().toBuffer());
    const signer = createSigner(certificate, key, { now: Date.now() });
    for (const title of ["a", "ab", "abc"]) {
      const signed = signFile(file, { ...facts, title, mediaType: "image/webp" }, signer);
      expect((await read(signed, "image/webp")).validation_state).toBe("Valid");
    }
  });

  it("show a changed pixel", async () => {
    const { certificate, key } = issue(p256);
    const signed = signFile(
      new Uint8Array(await make().jpeg().toBuffer()),
      facts,
      createSigner(certificate, key, { now: Date.now() }),
    );
    signed[signed.length - 500]! ^= 1;
    expect((await read(signed, "image/jpeg")).validation_status).toContainEqual(
      expect.objectContaining({ code: "assertion.dataHash.mismatch" }),
    );
  });

  it("of a picture that came from elsewhere name it as what was opened", async () => {
    const { certificate, key } = issue(p256);
    const opened = {
      ...facts,
      created: false,
      digitalSourceType: "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
    };
    const signed = signFile(
      new Uint8Array(await make().png().toBuffer()),
      opened,
      createSigner(certificate, key, { now: Date.now() }),
    );
    expect((await read(signed, "image/png")).validation_state).toBe("Valid");
  });

  it.each([
    ["Ed25519", ["-algorithm", "ED25519"]],
    ["P-384", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]],
    ["RSA", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]],
  ])("are signed with a key of %s", async (_, kind) => {
    const { certificate, key } = issue(kind);
    const signed = signFile(
      new Uint8Array(await make().png().toBuffer()),
      facts,
      createSigner(certificate, key, { now: Date.now() }),
    );
    expect((await read(signed, "image/png")).validation_state).toBe("Valid");
  });

  it("are refused with a key of another, a certificate that has run out or vouches for itself, and what is none", () => {
    const [one, other] = [issue(p256), issue(p256)];
    const now = Date.now();
    expect(() => createSigner(one.certificate, other.key, { now })).toThrow(
      expect.objectContaining({ code: "invalid" }),
    );
    expect(() => createSigner(one.certificate, one.key, { now: now + 40 * 86_400_000 })).toThrow(/valid from/u);
    expect(() => createSigner("nothing", one.key, { now })).toThrow(/no certificate/u);
    expect(() => createSigner(one.certificate, "nothing", { now })).toThrow(/private key/u);
  });

  it("cannot be put into other formats", async () => {
    const { certificate, key } = issue(p256);
    const tiff = new Uint8Array(await make().tiff().toBuffer());
    expect(() => signFile(tiff, facts, createSigner(certificate, key, { now: Date.now() }))).toThrow(
      /Only PNG, JPEG and WebP/u,
    );
  });
});
