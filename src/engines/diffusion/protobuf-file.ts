import { readSync } from "node:fs";

/** One field of a message: a number of its own, or a stretch of the file. */
export interface Field {
  readonly number: number;
  /** Varints only. */
  readonly integer: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** A message is longer than the file. */
export class TruncatedError extends Error {
  override readonly name = "TruncatedError";
}

const wire = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;
const windowBytes = 8192;

/**
 * Walks the fields of a file in protobuf encoding (https://protobuf.dev/programming-guides/encoding/) and reads only
 * what is asked for, so that gigabytes of weights are stepped over.
 */
export class ProtobufFile {
  readonly #descriptor: number;
  readonly #size: number;
  readonly #window = Buffer.alloc(windowBytes);
  #windowStart = 0;
  #windowLength = 0;

  constructor(descriptor: number, size: number) {
    this.#descriptor = descriptor;
    this.#size = size;
  }

  whole(): Field[] {
    return [...this.fields({ number: 0, integer: undefined, start: 0, end: this.#size })];
  }

  *fields(message: Field): Generator<Field> {
    for (let at = message.start; at < message.end;) {
      const field = this.#field(at);
      if (field.end > message.end) throw new TruncatedError("The file ends too early.");
      yield field;
      at = field.end;
    }
  }

  fieldsOf(message: Field | undefined): Field[] {
    return message ? [...this.fields(message)] : [];
  }

  /** The last field with this number, as protobuf wants it. */
  child(message: Field | undefined, number: number): Field | undefined {
    return this.fieldsOf(message).findLast((field) => field.number === number);
  }

  text(field: Field | undefined): string {
    if (!field) return "";
    const bytes = Buffer.alloc(Math.min(field.end - field.start, windowBytes));
    readSync(this.#descriptor, bytes, 0, bytes.length, field.start);
    return bytes.toString("utf8");
  }

  #field(at: number): Field {
    const tag = this.#varint(at);
    const number = Math.floor(tag.value / 8);
    const base = { number, integer: undefined, start: tag.end };
    if (number === 0) throw new Error("It is not in protobuf encoding.");
    switch (tag.value % 8) {
      case wire.varint: {
        const integer = this.#varint(tag.end);
        return { ...base, integer: integer.value, end: integer.end };
      }
      case wire.lengthDelimited: {
        const length = this.#varint(tag.end);
        return { ...base, start: length.end, end: length.end + length.value };
      }
      case wire.fixed64:
        return { ...base, end: tag.end + 8 };
      case wire.fixed32:
        return { ...base, end: tag.end + 4 };
      default:
        throw new Error("It is not in protobuf encoding.");
    }
  }

  #varint(start: number): { value: number; end: number } {
    let value = 0;
    for (let length = 0; length < 10; length++) {
      const byte = this.#byte(start + length);
      value += (byte & 0x7f) * 2 ** (7 * length);
      if (byte < 0x80) return { value, end: start + length + 1 };
    }
    throw new Error("It is not in protobuf encoding.");
  }

  #byte(at: number): number {
    if (at >= this.#size) throw new TruncatedError("The file ends too early.");
    const offset = at - this.#windowStart;
    if (offset >= 0 && offset < this.#windowLength) return this.#window[offset] ?? 0;
    this.#windowStart = at;
    this.#windowLength = readSync(this.#descriptor, this.#window, 0, windowBytes, at);
    return this.#window[0] ?? 0;
  }
}
