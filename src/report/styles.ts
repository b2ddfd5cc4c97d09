/** A light table, on paper and in the dark, on a grid of 8. Amber is for the one change and its effect alone. */
const base = `
:root{--ground:#f7f6f3;--text:#23211f;--quiet:#69645d;--line:#d9d5ce;--amber:#935600;--right:#3c6e2f;--missed:#a63d24;
--sans:"Source Sans 3","Segoe UI",Candara,"Noto Sans",sans-serif;--mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{--ground:#272523;--text:#ece9e4;--quiet:#aca69e;--line:#47443f;--amber:#e9a23b;--right:#9cc08a;--missed:#e08d78}}
*{box-sizing:border-box;margin:0;padding:0}
html{background:var(--ground);color:var(--text);font:16px/1.45 var(--sans);font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{max-width:1184px;margin:0 auto;padding:64px 32px 48px;overflow-wrap:anywhere}
h1,h2{font-weight:600;line-height:1.25;text-wrap:balance}
h1{font-size:28px;max-width:32em}
h2{font-size:20px}
strong{font-weight:600}
img{display:block;width:100%;height:auto}
.overline,.quiet,.legend,.why,figcaption,.elements p,footer,.note,.state{color:var(--quiet)}
.overline{font-size:14px;margin-bottom:8px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.summary{font-size:20px;max-width:36em;margin-top:16px;text-wrap:pretty}
.sentence,.why{max-width:44em;text-wrap:pretty}
figcaption{font-size:14px;padding-top:8px}

.brief{display:grid;grid-template-columns:minmax(0,7fr) minmax(0,5fr);gap:48px;margin-top:48px;align-items:start}
.result:empty{display:none}
.asked .prompt{font-size:16px;margin-top:8px;white-space:pre-line}
.negative{color:var(--quiet)}
.legend{font-size:14px;margin-top:24px}
.elements{list-style:none;margin-top:8px}
.elements li{display:grid;grid-template-columns:24px 1fr;padding:12px 0;border-top:1px solid var(--line)}
.elements p{font-size:14px}
.mark svg{margin-left:-2px;width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;vertical-align:-2px}
.mark.present{color:var(--right)}
.mark.absent{color:var(--missed)}
.mark.unsure,.mark.none{color:var(--quiet)}
.word{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}

.compare{display:grid;grid-template-columns:1fr 1fr;gap:16px}
.compare input{display:none}

.round,.advice,.check,.details{margin-top:72px;padding-top:24px;border-top:1px solid var(--line)}
.arm+.arm{margin-top:56px}
.why{margin-top:4px}
.diff{font:14px/1.6 var(--mono);margin-top:16px;max-width:64em;white-space:pre-line}
ins{color:var(--amber);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:4px}
del{color:var(--quiet);text-decoration:line-through}
.sheet{--gutter:208px;--gap:24px;--tile:240px;margin-top:32px}
.tiles{display:grid;grid-template-columns:repeat(var(--columns),minmax(0,var(--tile)));column-gap:var(--gap);padding-left:var(--gutter)}
.tiles{position:relative}
.tiles>.row{position:absolute;left:0;bottom:0;width:calc(var(--gutter) - 16px);font-size:14px;color:var(--quiet)}
.tiles:not(.controls)>.row{top:0;bottom:auto}
.controls{margin-bottom:24px}
.controls .tile{width:50%}
.controls figcaption{display:none}
.was{opacity:.6}
.arrow{margin:0 6px 0 4px;color:var(--quiet)}
.tile{display:grid;grid-row:span 2;grid-template-rows:subgrid}
.tile>:first-child{align-self:end}
.tile figcaption{color:var(--text)}
.picked img{outline:2px solid var(--text);outline-offset:2px}
.picked .state{color:var(--text);font-weight:600}
.note{display:block}
.missing{aspect-ratio:1;border:1px solid var(--line)}
.paired .tile:first-child{position:relative}
.paired .tile:first-child::after{content:"";position:absolute;top:0;bottom:0;right:calc(var(--gap)/-2);border-right:1px solid var(--line)}
table{border-collapse:collapse}
th{font-weight:400;text-align:left;vertical-align:top}
.matrix{max-width:calc(var(--gutter) + var(--columns)*(var(--tile) + var(--gap)) - var(--gap));overflow:hidden;margin-top:12px;font-size:14px}
.matrix table{table-layout:fixed;width:calc(100% + var(--gap))}
.matrix thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.names{width:var(--gutter)}
.matrix th{padding:6px 16px 6px 0}
.matrix td{padding:6px 0}
.matrix tr+tr>*{border-top:1px solid var(--line)}
.matrix tbody tr:first-child>*{border-top:1px solid var(--line)}
.effects{width:100%;margin-top:32px;font-size:14px}
.effects caption{text-align:left;font-size:16px;font-weight:600;padding-bottom:8px}
.effects thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.effects tr>*{padding:10px 24px 10px 0;border-top:1px solid var(--line);vertical-align:top}
.effects th[scope=row]{width:208px;padding-right:16px}
.effects td:last-child{width:384px;padding-right:0;white-space:nowrap}
.interval{vertical-align:-3px;margin-right:16px;overflow:visible}
.interval path{fill:none;stroke:var(--line)}
.interval .range{stroke:var(--quiet);stroke-width:3}
.interval circle{fill:var(--quiet)}
.target th,.target td{color:var(--text)}
.target th{font-weight:600}
.target .range{stroke:var(--amber)}
.target circle{fill:var(--amber)}
.number{color:var(--quiet)}
.went-on{margin-top:32px;margin-left:208px;max-width:504px}
.checked{display:grid;grid-template-columns:minmax(0,504px) minmax(0,1fr);gap:48px;margin-top:24px;align-items:start}
.checked dl{grid-template-columns:120px 1fr;padding:0}
.checked dl:only-child{grid-column:1/-1}
.round>.sentence{margin-top:24px}
.sentence+.sentence{margin-top:8px!important}
.advice p{margin-top:8px;max-width:44em}
details+details{margin-top:8px}
summary{cursor:pointer;padding:8px 0;font-weight:600}
summary:focus-visible,.compare input:focus-visible{outline:2px solid var(--text);outline-offset:4px}
dl{display:grid;grid-template-columns:minmax(120px,208px) 1fr;font-size:14px;padding:8px 0 24px}
dt,dd{padding:8px 16px 8px 0;border-top:1px solid var(--line)}
.setting{display:inline-block;margin-right:16px;max-width:100%}
footer{margin-top:72px;padding-top:16px;border-top:1px solid var(--line);font-size:14px}
`;

/** Where scripts run and on a screen, the two pictures of a comparison lie over each other. */
const slider = `
@media screen{
.compare.live{display:block;position:relative;aspect-ratio:var(--ratio);margin-bottom:32px}
.live figure{position:absolute;inset:0}
.live img{width:100%;height:100%;object-fit:cover}
.live .after{clip-path:inset(0 0 -40px var(--at))}
.live figure:not(.after){clip-path:inset(0 calc(100% - var(--at)) -40px 0)}
.live figcaption{position:absolute;top:100%;left:0;white-space:nowrap}
.live .after figcaption{left:auto;right:0}
.live::after{content:"";position:absolute;top:0;bottom:0;left:calc(var(--at) - 1px);width:2px;background:#fff;box-shadow:0 0 0 1px #0006;pointer-events:none}
.live::before{content:"";position:absolute;z-index:1;top:calc(50% - 12px);left:calc(var(--at) - 12px);width:24px;height:24px;border-radius:50%;background:#fff;box-shadow:0 0 0 1px #0006;pointer-events:none}
.compare.live input{display:block;position:absolute;z-index:2;inset:0;width:100%;height:100%;opacity:0;cursor:ew-resize;touch-action:pan-y}
.live:has(:focus-visible){outline:2px solid var(--text);outline-offset:4px}
}`;

const narrow = `
@media screen and (max-width:760px){
body{padding:32px 16px}
.summary{font-size:16px}
.brief{grid-template-columns:minmax(0,1fr);gap:40px;margin-top:32px}
.round,.advice,.check,.details,footer{margin-top:56px}
.went-on{margin-left:0}
.checked{grid-template-columns:minmax(0,1fr);gap:24px}
.sheet{--gutter:144px;--gap:16px;margin-top:24px}
.tiles{grid-template-columns:1fr 1fr;padding:0}
.paired .tile:first-child::after{display:none}
.tiles>.row{position:static;grid-column:1/-1;width:auto;padding-bottom:8px}
.controls{grid-template-columns:repeat(var(--columns),minmax(0,1fr));margin:0}
.controls .tile{width:auto}
.controls figcaption{display:block;font-size:12px}
.matrix{max-width:none;margin-top:0}
.tile figcaption{padding-bottom:24px}
.matrix thead,.effects thead{position:static;width:auto;height:auto;clip-path:none}
.matrix thead th{color:var(--quiet);font-size:12px;padding:0 4px 4px 0;width:auto}
.matrix thead th:first-child{visibility:hidden}
.effects,.effects caption,.effects tbody,.effects tr,.effects tr>*{display:block;width:auto!important}
.effects thead{display:none}
.effects tr{border-top:1px solid var(--line);padding:12px 0}
.effects tr>*{border:0;padding:0 0 4px;white-space:normal!important}
.interval{display:block;margin:4px 0}
dl{grid-template-columns:1fr}
dd{border:0;padding-top:0}
}`;

/** A4 in the light colours; folded parts are printed open. */
const paper = `
@page{size:A4;margin:16mm}
@media print{
:root{--ground:#fff;--text:#23211f;--quiet:#5c5751;--line:#cfcbc4;--amber:#8a5000;--right:#3c6e2f;--missed:#a63d24;color-scheme:light}
html{font-size:14px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{max-width:none;padding:0}
.summary{font-size:16px}
.brief{display:block;margin-top:24px}
.asked{margin-top:24px}
.elements{columns:2;column-gap:32px}
.round,.advice,.check,.details{margin-top:40px;padding-top:16px}
.went-on{margin-left:128px;max-width:none}
.checked{display:block}
.checked dl{margin-top:16px}
.went-on,.checked{break-inside:avoid}
.sheet{--gutter:128px;--gap:12px;--tile:160px;margin-top:16px}
.matrix{font-size:12px}
.matrix th,.matrix td{padding-top:4px;padding-bottom:4px}
.effects{font-size:12px;margin-top:16px}
.effects th[scope=row]{width:128px}
.effects td:last-child{width:200px}
.interval{display:block;margin-bottom:4px}
dl,figcaption,.overline,footer,.elements p{font-size:12px}
h1,h2,.overline,.round>header,.why,.diff,summary{break-after:avoid}
.diff,.sheet,tr,.elements li,.brief .result{break-inside:avoid}
details::details-content{content-visibility:visible;height:auto}
summary{list-style:none}
}`;

export const styles = base + slider + narrow + paper;
