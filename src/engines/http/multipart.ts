import { randomUUID } from "node:crypto";

export interface FormPart {
  readonly name: string;
  readonly value: string | Uint8Array;
  readonly fileName?: string;
  readonly contentType?: string;
}

/** A form as bytes (RFC 7578): the same for every kind of `fetch`. */
export function multipart(parts: readonly FormPart[]): { readonly data: Uint8Array; readonly contentType: string } {
  const boundary = `samebut-${randomUUID()}`;
  const pieces = parts.flatMap(({ name, value, fileName, contentType }) => {
    const file = fileName === undefined ? "" : `; filename="${escaped(fileName)}"`;
    const type = contentType === undefined ? "" : `\r\nContent-Type: ${contentType}`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${file}${type}\r\n\r\n`;
    return [Buffer.from(head), typeof value === "string" ? Buffer.from(value) : value, Buffer.from("\r\n")];
  });
  const data = new Uint8Array(Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]));
  return { data, contentType: `multipart/form-data; boundary=${boundary}` };
}

const escaped = (text: string): string => text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
