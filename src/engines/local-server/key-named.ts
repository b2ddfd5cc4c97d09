import { type Keys, createKeys, missingKey } from "../hosted/keys.ts";

/** The password or token that a connection names. Throws with the way to give it when there is none. */
export async function keyNamed(name: string, server: string, keys: Keys = createKeys()): Promise<string> {
  const key = await keys.find(name);
  if (key === undefined) throw missingKey(server, name);
  return key;
}
