import { createHash } from "node:crypto";
import { fontRules } from "./fonts.ts";
import { type Markup, markup, nothing, when } from "./markup.ts";
import { mark } from "./marks.ts";
import { comparison, comparisonScript, image } from "./pictures.ts";
import type { ReportModel, ReportRecipe } from "./report-model.ts";
import { round } from "./rounds.ts";
import { styles } from "./styles.ts";

/**
 * A session as one HTML file that needs nothing else: no network, no fonts of the machine, and only its own few lines of script,
 * without which it says the same. Every text of the model is taken for hostile and escaped.
 */
export function buildReport(model: ReportModel): string {
  return page(
    model,
    markup`<main>
        ${opening(model)} ${model.rounds.map((one) => round(one, model.elements))} ${check(model)} ${advice(model)}
        ${details(model)}
      </main>
      <footer>
        <p>Made with Samebut ${model.version}. Everything on this page is inside this file.</p>
      </footer>`,
  ).code;
}

function page(model: ReportModel, body: Markup): Markup {
  const style = fontRules() + styles;
  const policy = `default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src '${hashOf(comparisonScript)}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${model.title} · Samebut</title>
        <style>${own(style)}</style>
      </head>
      <body>
        ${body}
        <script>${own(comparisonScript)}</script>
      </body>
    </html>`;
}

/** Our own constant text, which is no text of the model. */
const own = (code: string): Markup => ({ code });

const hashOf = (script: string): string => `sha256-${createHash("sha256").update(script).digest("base64")}`;

function opening(model: ReportModel): Markup {
  return markup`<header class="opening">
      <p class="overline">${model.date}</p>
      <h1 dir="auto">${model.title}</h1>
      <p class="summary">${model.summary}</p>
    </header>
    <section class="brief">
      <div class="result">${result(model)}</div>
      <div class="asked">
        <h2>What was asked</h2>
        ${when(model.prompt !== model.title, () => markup`<p class="prompt" dir="auto">${model.prompt}</p>`)}
        ${when(model.negativePrompt !== "", () => markup`<p class="prompt negative" dir="auto">Not: ${model.negativePrompt}</p>`)}
        ${elementList(model)}
      </div>
    </section>`;
}

function result({ delivery, before }: ReportModel): Markup {
  if (delivery && before)
    return comparison({ before, after: delivery.picture, beforeName: "First run", afterName: "Delivered" });
  const picture = delivery?.picture ?? before;
  if (!picture) return nothing;
  return markup`<figure>${image(picture)}<figcaption>${delivery ? "Delivered" : "Best so far"}</figcaption></figure>`;
}

function elementList({ elements, delivery }: ReportModel): Markup {
  if (elements.length === 0) return nothing;
  const which = delivery ? "the delivered picture" : "the best picture so far";
  return markup`<p class="legend">The sign is for ${which}, the sentence for the first run.</p>
    <ul class="elements">
      ${elements.map(
        ({ statement, importance, answer, sentence }) =>
          markup`<li>
            ${mark(answer)}
            <div>
              <strong>${statement}</strong>
              ${when(importance === "nice", () => markup`<span class="quiet">nice to have</span>`)}
              <p>${sentence}</p>
            </div>
          </li>`,
      )}
    </ul>`;
}

function advice({ advice: list }: ReportModel): Markup {
  if (list.length === 0) return nothing;
  return markup`<section class="advice">
    <h2>What next</h2>
    ${list.map(({ sentence, why }) => markup`<p><strong>${sentence}</strong> ${why}</p>`)}
  </section>`;
}

function check({ check: found }: ReportModel): Markup {
  if (!found) return nothing;
  const { pair, findings } = found;
  return markup`<section class="check">
    <h2>Final check</h2>
    <div class="checked">
      ${pair ? comparison(pair) : nothing}
      <dl>${findings.map(({ name, sentence }) => term(name, markup`${sentence}`))}</dl>
    </div>
  </section>`;
}

function details(model: ReportModel): Markup {
  const files = model.delivery?.files ?? [];
  return markup`<section class="details">
    ${fold("What is in the folder", files, ({ name, about }) => term(name, markup`${about}`))}
    ${fold("Every check before delivery", model.check?.checks ?? [], ({ name, sentence }) => term(name, markup`${sentence}`))}
    ${fold("Recipes: how to make each picture again", model.recipes, recipe)}
    ${fold("How the numbers were made", model.methods, ({ name, explanation }) => term(name, markup`${explanation}`))}
  </section>`;
}

const recipe = ({ name, settings }: ReportRecipe): Markup =>
  term(
    name,
    markup`${settings.map((one) => markup`<span class="setting"><span class="quiet">${one.name}</span> ${one.value}</span> `)}`,
  );

const term = (name: string, explanation: Markup): Markup => markup`<dt>${name}</dt><dd>${explanation}</dd>`;

function fold<Item>(title: string, items: readonly Item[], entry: (item: Item) => Markup): Markup {
  if (items.length === 0) return nothing;
  return markup`<details>
    <summary>${title}</summary>
    <dl>${items.map(entry)}</dl>
  </details>`;
}
