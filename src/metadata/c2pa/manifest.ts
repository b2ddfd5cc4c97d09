import { createHash } from "node:crypto";
import { type CborValue, Tagged, cbor } from "./cbor.ts";
import { box, superbox } from "./jumbf.ts";
import type { Signer } from "./signer.ts";

/** What a manifest says of a picture. */
export interface ManifestFacts {
  /** Of the program that signs. */
  readonly version: string;
  /** UUID of the manifest. */
  readonly id: string;
  /** UUID of this file. */
  readonly instance: string;
  readonly title: string;
  readonly mediaType: string;
  /** Of the whole picture; null where nobody knows: then it was opened, and nothing is claimed of its making. */
  readonly digitalSourceType: string | null;
  /** The root was drawn here or by a program that is known; else it came from elsewhere and was opened. */
  readonly created: boolean;
  /** The model that drew, and what was done after, in C2PA's names: "c2pa.edited", "c2pa.resized". */
  readonly agent: string | null;
  readonly actions: readonly string[];
}

/** Bytes of the file that the hash leaves out: the manifest itself. */
export interface Exclusion {
  readonly start: number;
  readonly length: number;
}

const sha256 = (data: Uint8Array): Buffer => createHash("sha256").update(data).digest();

/**
 * A manifest store with one manifest (C2PA 2.1): its actions, where it came from, the hash of the file around it, and a
 * signature over the claim that names them all. The same facts and exclusion always give as many bytes.
 */
export function manifestStore(
  facts: ManifestFacts,
  exclusion: Exclusion,
  fileHash: Uint8Array,
  signer: Signer,
): Buffer {
  const store = (padding: number): Buffer => storeWith(facts, exclusion, { fileHash, padding }, signer);
  const usual = store(8);
  // An even length needs no padding byte behind it in RIFF files, which readers count differently.
  return usual.length % 2 === 0 ? usual : store(9);
}

function storeWith(
  facts: ManifestFacts,
  exclusion: Exclusion,
  { fileHash, padding }: { readonly fileHash: Uint8Array; readonly padding: number },
  signer: Signer,
): Buffer {
  const parent = facts.created
    ? []
    : [
        {
          label: "c2pa.ingredient.v3",
          data: { "dc:title": "The picture it began with", "dc:format": facts.mediaType, relationship: "parentOf" },
        },
      ];
  const ingredients = parent.map(({ label, data }) => reference(label, assertionBox(label, data)));
  const assertions: readonly Assertion[] = [
    ...parent,
    { label: "c2pa.actions.v2", data: { actions: actionsOf(facts, ingredients) } },
    {
      label: "c2pa.hash.data",
      data: {
        exclusions: [{ start: exclusion.start, length: exclusion.length }],
        name: "jumbf manifest",
        alg: "sha256",
        hash: fileHash,
        pad: new Uint8Array(padding),
      },
    },
  ];
  const boxes = assertions.map(({ label, data }) => ({ label, bytes: assertionBox(label, data) }));
  const label = `urn:c2pa:${facts.id}`;
  const claim = cbor({
    instanceID: `xmp:iid:${facts.instance}`,
    claim_generator_info: { name: "Samebut", version: facts.version },
    "dc:title": facts.title,
    signature: `self#jumbf=/c2pa/${label}/c2pa.signature`,
    created_assertions: boxes.map((one) => reference(one.label, one.bytes)),
    alg: "sha256",
  });
  return superbox(
    "c2pa",
    "c2pa",
    superbox(
      "c2ma",
      label,
      superbox("c2as", "c2pa.assertions", ...boxes.map(({ bytes }) => bytes)),
      superbox("c2cl", "c2pa.claim.v2", box("cbor", claim)),
      superbox("c2cs", "c2pa.signature", box("cbor", coseSign1(claim, signer))),
    ),
  );
}

interface Assertion {
  readonly label: string;
  readonly data: CborValue;
}

const assertionBox = (label: string, data: CborValue): Buffer => superbox("cbor", label, box("cbor", cbor(data)));

/** By its place and the hash of the box without its own header. */
const reference = (label: string, bytes: Buffer): { readonly url: string; readonly hash: Buffer } => ({
  url: `self#jumbf=c2pa.assertions/${label}`,
  hash: sha256(bytes.subarray(8)),
});

function actionsOf(facts: ManifestFacts, ingredients: readonly CborValue[]): readonly CborValue[] {
  const source = facts.digitalSourceType;
  const agent: Record<string, CborValue> = facts.agent === null ? {} : { softwareAgent: { name: facts.agent } };
  const first: CborValue = facts.created
    ? { action: "c2pa.created", ...agent, ...(source === null ? {} : { digitalSourceType: source }) }
    : { action: "c2pa.opened", parameters: { ingredients } };
  const later = facts.actions.map((action, i) => ({
    action,
    softwareAgent: { name: "Samebut", version: facts.version },
    ...(i === 0 && !facts.created && source !== null ? { digitalSourceType: source } : {}),
  }));
  return [first, ...later];
}

/** COSE_Sign1 (RFC 9052) over the claim, which is not repeated inside; the certificates are signed with it. */
function coseSign1(claim: Uint8Array, signer: Signer): Buffer {
  const [own] = signer.chain;
  const chain: CborValue = signer.chain.length === 1 && own ? own : [...signer.chain];
  const header = cbor(
    new Map<number, CborValue>([
      [1, signer.algorithm],
      [33, chain],
    ]),
  );
  const signature = signer.sign(cbor(["Signature1", header, new Uint8Array(), claim]));
  return cbor(new Tagged(18, [header, new Map(), null, signature]));
}
