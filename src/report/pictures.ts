import { StudioError } from "../core/errors.ts";
import { type Markup, markup, nothing, when } from "./markup.ts";
import type { ReportPair, ReportPicture, ReportTile } from "./report-model.ts";

/** A picture of the page. Anything but embedded pixels is refused: a report loads nothing from anywhere. */
export function image(picture: ReportPicture): Markup {
  if (!/^data:image\/(?:webp|png|jpeg);base64,[A-Za-z0-9+/]+=*$/u.test(picture.source)) {
    throw new StudioError("internal", "A report picture is not embedded.");
  }
  return markup`<img
    src="${picture.source}"
    width="${picture.width}"
    height="${picture.height}"
    alt="${picture.description}"
  />`;
}

/** The picture, its name and how it fared. */
export function tile(one: ReportTile): Markup {
  const picture = one.picture ? image(one.picture) : markup`<div class="missing" aria-hidden="true"></div>`;
  const state = one.state === "" ? nothing : markup` <span class="state">· ${one.state}</span>`;
  return markup`<figure class="tile${one.picked ? " picked" : ""}">
    ${picture}
    <figcaption>
      ${one.name}${state}${when(one.note !== "", () => markup`<span class="note">${one.note}</span>`)}
    </figcaption>
  </figure>`;
}

/** What stood in a tile's place before the change; its place stays free where there was nothing. */
export const controlTile = ({ control, name }: ReportTile): Markup =>
  control
    ? markup`<figure class="tile">${image(control.picture)}<figcaption>${name}</figcaption></figure>`
    : markup`<div></div>`;

/**
 * Two pictures side by side; where scripts run and on a screen, one over the other with a slider between them.
 */
export function comparison({ before, after, beforeName, afterName }: ReportPair): Markup {
  return markup`<div class="compare" style="--ratio:${after.width}/${after.height}">
    <figure>
      ${image(before)}
      <figcaption>${beforeName}</figcaption>
    </figure>
    <figure class="after">
      ${image(after)}
      <figcaption>${afterName}</figcaption>
    </figure>
    <input
      type="range"
      min="0"
      max="100"
      value="50"
      aria-label="How much of “${beforeName}” is shown, in percent"
    />
  </div>`;
}

/** Lays the pictures of every comparison over each other and lets its slider uncover them. The page's only script. */
export const comparisonScript = `for (const compare of document.querySelectorAll(".compare")) {
  const slider = compare.querySelector("input");
  const show = () => compare.style.setProperty("--at", slider.value + "%");
  slider.addEventListener("input", show);
  compare.classList.add("live");
  show();
}`;
