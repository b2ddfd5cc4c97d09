/** A short readable name, the same for the same prompt: "hard-light", "hard-light-2". */
export function uniqueId(statement: string, taken: Set<string>): string {
  const base = slugOf(statement) || "element";
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

const fillers = new Set(["a", "an", "the", "on", "in", "with", "of"]);

function slugOf(statement: string): string {
  const plain = statement.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (plain.match(/[a-z0-9]+/gu) ?? []).filter((word) => !fillers.has(word));
  return words.join("-").slice(0, 48).replace(/-$/u, "");
}
