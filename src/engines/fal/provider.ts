import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import { StudioError } from "../../core/errors.ts";
import { moderated } from "../hosted/job.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { messageIn } from "../http/failures.ts";
import type { HttpAnswer } from "../http/request.ts";
import type { Surroundings } from "../kind.ts";

/** fal at one of its hosts. */
export const falAt = (url: string, connection: Connection, surroundings: Surroundings): Provider =>
  createProvider({
    name: "fal",
    url,
    key: connection.key ?? "FAL_KEY",
    headers: (key) => ({ authorization: `Key ${key}` }),
    explain,
    keysPage: "fal.ai/dashboard/keys",
    surroundings,
  });

/** "detail" with a content policy violation, or a locked account, told apart from other refusals. */
function explain(answer: HttpAnswer): StudioError | undefined {
  const said = messageIn(answer);
  const raw = new TextDecoder().decode(answer.data);
  if (/content_policy_violation|safety checker|flagged by a content/iu.test(raw)) return moderated("fal");
  if (answer.status === 403 && /balance|locked|exhausted/iu.test(said))
    return new StudioError("refused", `The fal account has no credit left: ${said}`, {
      hint: "Top it up at fal.ai/dashboard/billing, then: `samebut resume --failed`.",
    });
  return undefined;
}

const Prices = z.looseObject({
  prices: z.array(
    z.looseObject({
      endpoint_id: z.string().optional(),
      unit_price: z.coerce.number(),
      unit: z.string().catch("picture"),
      currency: z.string().catch("USD"),
    }),
  ),
});

/** Asks what the model costs: the one question about an account that costs nothing. It has a host of its own. */
export async function testFal(
  connection: Connection,
  model: string,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<string> {
  const http = await falAt(connection.url ?? "https://api.fal.ai", connection, surroundings).http();
  const path = `v1/models/pricing?endpoint_id=${encodeURIComponent(model)}`;
  const { prices } = Prices.safeParse(await http.json({ path, effect: "read", signal })).data ?? { prices: [] };
  const price = prices.find(({ endpoint_id: id }) => id === undefined || id === model);
  const costs = price
    ? `, which it sells for ${price.unit_price} ${price.currency} per ${price.unit.replace(/s$/u, "")}`
    : "";
  return `fal knows the key and the model ${model}${costs}; nothing was drawn, nothing was charged.`;
}
