/** Asks for an operation. Throws an error with `message`, `hint` and `code`. */
export async function ask(operation, input = {}) {
  const response = await fetch(`/api/${operation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  }).catch(() => {
    throw Object.assign(new Error("The server does not answer."), { hint: "Start it again: samebut serve." });
  });
  const answer = await response.json();
  if (response.ok) return answer;
  throw Object.assign(new Error(answer.error.message), answer.error);
}

export const blobAddress = (hash) => `/blobs/${hash}`;

/** Follows a session from event `after` on: `changed` when something was stored, `live` for what is only shown. */
export function follow(session, after, { changed, live, connected }) {
  const source = new EventSource(`/api/sessions/${encodeURIComponent(session)}/events?after=${after}`);
  source.addEventListener("journal", changed);
  for (const type of ["progress", "preview", "slot"]) {
    source.addEventListener(type, (event) => live(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", () => connected(false));
  return () => source.close();
}
