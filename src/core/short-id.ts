/** A short id for people: the end of a UUID, which is its random part. Long enough to be unique in practice. */
export const shortId = (id: string): string => id.slice(-8);
