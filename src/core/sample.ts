/** Bytes to look at, with their hash. */
export interface Sample {
  readonly hash: string;
  readonly mediaType: string;
  readonly data: Uint8Array;
}
