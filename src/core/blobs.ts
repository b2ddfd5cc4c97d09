/** Stored bytes, named by what they are. */
export interface BlobRef {
  /** SHA-256 in lower-case hex. */
  readonly hash: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Content-addressed bytes: written once, never changed. */
export interface Blobs {
  /** Durable when it returns: file and folder are synced. The same bytes twice are stored once. */
  put(data: Uint8Array, mediaType: string): Promise<BlobRef>;
  /** The bytes, hashed again while reading. Throws "not-found", or "corrupt" when they are not what was written. */
  read(hash: string): Promise<Uint8Array>;
  has(hash: string): Promise<boolean>;
  /** Every stored hash, in no order. */
  list(): AsyncIterable<string>;
  /** Removes left-over temporary files older than a day. */
  sweep(): Promise<number>;
}

export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/u.test(text);
