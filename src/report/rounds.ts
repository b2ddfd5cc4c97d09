import { effects } from "./effects.ts";
import type { DiffPart } from "../core/word-diff.ts";
import { type Markup, markup, when } from "./markup.ts";
import { markPair } from "./marks.ts";
import { comparison, controlTile, tile } from "./pictures.ts";
import type { ReportArm, ReportElement, ReportRound, ReportTile } from "./report-model.ts";

/** One round: what it tried, what came out, what that says. */
export function round(one: ReportRound, elements: readonly ReportElement[]): Markup {
  return markup`<section class="round">
    <header>
      <p class="overline">${one.name}</p>
    </header>
    ${one.arms.map((arm) => armPart(arm, elements))}
    ${one.sentences.map((sentence) => markup`<p class="sentence">${sentence}</p>`)}
  </section>`;
}

function armPart(arm: ReportArm, elements: readonly ReportElement[]): Markup {
  return markup`<div class="arm">
    <h2>${arm.heading}</h2>
    ${when(arm.why !== "", () => markup`<p class="why">${arm.why}</p>`)} ${promptDiff(arm)}
    ${chunks(arm).map((tiles) => sheet(tiles, arm.parent !== null, elements))}
    ${when(arm.pair !== null, () => markup`<div class="went-on">${comparison(arm.pair!)}</div>`)}
    ${effects(arm.effects)}
  </div>`;
}

function promptDiff({ promptDiff: parts }: ReportArm): Markup {
  return when(parts.length > 0, () => markup`<p class="diff" dir="auto">${parts.map(stretch)}</p>`);
}

/** Blanks stay outside, so that no line is drawn through or under them. */
function stretch({ kind, text }: DiffPart): Markup {
  const words = text.trimStart();
  const blank = text.slice(0, text.length - words.length);
  if (kind === "same") return markup`${text}`;
  return kind === "removed" ? markup`${blank}<del>${words}</del>` : markup`${blank}<ins>${words}</ins>`;
}

/** Pictures in one line; more go on in the next, each time after the parent. */
const mostTiles = 4;

function chunks({ parent, tiles }: ReportArm): readonly (readonly ReportTile[])[] {
  const lines = Math.max(1, Math.ceil(tiles.length / mostTiles));
  return Array.from({ length: lines }, (_, i) => [
    ...(parent ? [parent] : []),
    ...tiles.slice(i * mostTiles, (i + 1) * mostTiles),
  ]);
}

/** Pictures over the matrix of what each shows: one column for each picture, one row for each element. */
function sheet(tiles: readonly ReportTile[], hasParent: boolean, elements: readonly ReportElement[]): Markup {
  const paired = tiles.some(({ control }) => control);
  const looked = tiles.some(({ answers }) => answers.some((answer) => answer !== null));
  return markup`<div class="sheet${hasParent ? " paired" : ""}" style="--columns:${tiles.length}">
    ${when(paired, () => markup`<div class="tiles controls"><p class="row">Before, same seeds</p>${tiles.map(controlTile)}</div>`)}
    <div class="tiles">${when(paired, () => markup`<p class="row">With the change</p>`)}${tiles.map(tile)}</div>
    ${when(looked, () => matrix(tiles, elements))}
  </div>`;
}

function matrix(tiles: readonly ReportTile[], elements: readonly ReportElement[]): Markup {
  return markup`<div class="matrix">
    <table>
      <caption class="hidden">
        What each picture shows
      </caption>
      <colgroup>
        <col class="names" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">Element</th>
          ${tiles.map(({ name }) => markup`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${elements.map(
          ({ statement }, i) =>
            markup`<tr>
              <th scope="row">${statement}</th>
              ${tiles.map(({ answers, control }) => markup`<td>${markPair(control?.answers[i] ?? null, answers[i] ?? null)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
