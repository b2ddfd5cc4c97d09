/** The JSON of each event of a server-sent event stream (WHATWG HTML, section 9.2); other lines are passed over. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = "";
  let data: string[] = [];
  for await (const part of body) {
    rest += decoder.decode(part, { stream: true });
    const lines = rest.split(/\r\n|\n|\r(?!$)/u);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        const value = parse(data.join("\n"));
        if (value !== undefined) yield value;
        data = [];
      } else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /u, ""));
    }
  }
  const value = parse([...data, ...(rest.startsWith("data:") ? [rest.slice(5)] : [])].join("\n"));
  if (value !== undefined) yield value;
}

/** "[DONE]" and anything else that is no JSON is nothing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
