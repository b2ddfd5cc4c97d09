import { type KeyObject, X509Certificate, constants, createPrivateKey, sign } from "node:crypto";
import { StudioError, invalid } from "../../core/errors.ts";

/** Signs with the person's own certificate. */
export interface Signer {
  /** COSE algorithm (RFC 9053, RFC 8230). */
  readonly algorithm: number;
  /** DER, the person's own first, without the root. */
  readonly chain: readonly Uint8Array[];
  sign(data: Uint8Array): Uint8Array;
}

const curves: Readonly<Record<string, { readonly algorithm: number; readonly digest: string }>> = {
  prime256v1: { algorithm: -7, digest: "sha256" },
  secp384r1: { algorithm: -35, digest: "sha384" },
  secp521r1: { algorithm: -36, digest: "sha512" },
};

/**
 * A signer from PEM texts: the certificate with those that issued it, and its private key. Throws "invalid" where they do
 * not belong together, where the certificate has run out, or where it vouches for itself: no reader of C2PA accepts that.
 */
export function createSigner(
  certificates: string,
  key: string,
  options: { passphrase?: string | undefined; now: number },
): Signer {
  const chain = chainOf(certificates);
  const [own] = chain;
  if (!own)
    throw invalid(
      "The certificate file holds no certificate.",
      "Give the PEM file with your certificate and those that issued it.",
    );
  const privateKey = keyOf(key, options.passphrase);
  if (!own.checkPrivateKey(privateKey))
    throw invalid(
      "The private key does not belong to the certificate.",
      "The person's own certificate stands first in the file.",
    );
  if (Date.parse(own.validTo) < options.now || Date.parse(own.validFrom) > options.now)
    throw invalid(`The certificate is valid from ${own.validFrom} to ${own.validTo}, not now.`, "Renew it.");
  if (own.issuer === own.subject)
    throw invalid(
      "The certificate vouches for itself, which no reader of Content Credentials accepts.",
      "Have it issued by an authority, your own for example.",
    );
  const issued = chain.filter(({ issuer, subject }) => issuer !== subject);
  return { ...algorithmOf(privateKey), chain: issued.map(({ raw }) => raw) };
}

function chainOf(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw new StudioError("invalid", "The certificate cannot be read.", { hint: "Give it in PEM.", cause });
  }
}

function keyOf(pem: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw new StudioError("invalid", "The private key cannot be read.", {
      hint: "Give it in PEM; its passphrase in the environment variable SAMEBUT_SIGNING_PASSPHRASE.",
      cause,
    });
  }
}

function algorithmOf(key: KeyObject): Pick<Signer, "algorithm" | "sign"> {
  const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? ""];
  if (key.asymmetricKeyType === "ec" && curve)
    return { algorithm: curve.algorithm, sign: (data) => sign(curve.digest, data, { key, dsaEncoding: "ieee-p1363" }) };
  if (key.asymmetricKeyType === "ed25519") return { algorithm: -8, sign: (data) => sign(null, data, key) };
  if (key.asymmetricKeyType === "rsa" || key.asymmetricKeyType === "rsa-pss")
    return {
      algorithm: -37,
      sign: (data) => sign("sha256", data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    };
  throw invalid(
    "Content Credentials cannot be signed with a key of this kind.",
    "Use ES256, ES384, ES512, Ed25519 or RSA.",
  );
}
