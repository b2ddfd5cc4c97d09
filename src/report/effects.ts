import { type Markup, markup, nothing } from "./markup.ts";
import type { ReportEffect } from "./report-model.ts";

/** What the change did: the element it was for first, each with its interval and the number of pairs behind it. */
export function effects(list: readonly ReportEffect[]): Markup {
  if (list.length === 0) return nothing;
  const sorted = [...list.filter(({ target }) => target), ...list.filter(({ target }) => !target)];
  return markup`<table class="effects">
    <caption>
      What the change did
    </caption>
    <thead>
      <tr>
        <th scope="col">Element</th>
        <th scope="col">Over the pairs</th>
        <th scope="col">Difference, 90 % interval</th>
      </tr>
    </thead>
    <tbody>
      ${sorted.map(effect)}
    </tbody>
  </table>`;
}

function effect(one: ReportEffect): Markup {
  return markup`<tr${one.target ? markup` class="target"` : nothing}>
    <th scope="row">${one.statement}</th>
    <td>${one.sentence}</td>
    <td>${one.n === 0 ? markup`<span class="number">not measured, n = 0</span>` : measured(one)}</td>
  </tr>`;
}

function measured({ difference, interval90: [low, high], n }: ReportEffect): Markup {
  return markup`${interval(difference, low, high)}<span class="number">${signed(difference)} (${signed(low)} to ${signed(high)}), n = ${n}</span>`;
}

/** "+0.42", with a true minus; nothing before zero. */
function signed(value: number): string {
  const size = Math.abs(value).toFixed(2);
  if (Number(size) === 0) return size;
  return (value < 0 ? "−" : "+") + size;
}

const width = 160;
const height = 16;

/** A line from worse (left) to better (right) with "no difference" in the middle. */
function interval(difference: number, low: number, high: number): Markup {
  const x = (value: number): string => (((Math.max(-1, Math.min(1, value)) + 1) / 2) * (width - 8) + 4).toFixed(1);
  return markup`<svg
    class="interval"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    aria-hidden="true"
  >
    <path class="axis" d="M4 8H${width - 4}M${width / 2} 2V14" />
    <path class="range" d="M${x(low)} 8H${x(high)}" />
    <circle cx="${x(difference)}" cy="8" r="4" />
  </svg>`;
}
