"use strict";
// The timeline of a page: what is drawn is worked out from `data` alone. Positions are points along the axis, days are
// day numbers. It asks nothing of any network.
const data = JSON.parse(document.getElementById("data").textContent);
const [ROW, HEAD, RULER, MAX_ROWS, FOLD] = [24, 172, 44, 8, 40];
const FAMILIES = ["accord", "force", "arms", "economy", "home"];
const stage = document.getElementById("lanes");
const details = document.getElementById("details");
const root = document.documentElement;
const view = { from: 0, scale: 1, top: 0, selected: null, height: 0 };
const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

function width(text, size = 13) {
  const key = size + text;
  if (!widths.has(key)) {
    pen.font = `${size}px "Source Sans 3", "Source Sans Pro", system-ui, sans-serif`;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

// Days to positions at a scale, long empty stretches folded away.
function axis(scale, room) {
  const folds = [];
  let cut = 0;
  for (const [from, until] of data.empty) {
    if ((until - from) * scale > Math.max(room / 5, 2 * FOLD)) {
      folds.push({ from, until, at: (from - cut) * scale + folds.length * FOLD });
      cut += until - from;
    }
  }
  const position = (day) => {
    let gone = 0;
    for (let nth = 0; nth < folds.length; nth++) {
      const fold = folds[nth];
      if (day < fold.from) return (day - gone) * scale + nth * FOLD;
      if (day < fold.until) return fold.at + ((day - fold.from) / (fold.until - fold.from)) * FOLD;
      gone += fold.until - fold.from;
    }
    return (day - gone) * scale + folds.length * FOLD;
  };
  const day = (at) => {
    let gone = 0;
    for (let nth = 0; nth < folds.length; nth++) {
      const fold = folds[nth];
      if (at < fold.at) return (at - nth * FOLD) / scale + gone;
      if (at < fold.at + FOLD) return fold.from + ((at - fold.at) / FOLD) * (fold.until - fold.from);
      gone += fold.until - fold.from;
    }
    return (at - folds.length * FOLD) / scale + gone;
  };
  return { scale, folds, position, day };
}

const room = () => Math.max(stage.clientWidth - HEAD, 50);
const current = () => axis(view.scale, room());

// Shows a stretch of time with a little room at both sides.
function fit(from, until) {
  const wide = room() - 24;
  let low = 1e-5, high = 86400;
  for (let step = 0; step < 60; step++) {
    const scale = Math.sqrt(low * high);
    const across = axis(scale, room());
    if (across.position(until) - across.position(from) > wide) high = scale; else low = scale;
  }
  view.scale = low;
  const across = current();
  view.from = across.day(across.position(from) - 12);
  draw();
}

function zoom(factor, x) {
  const before = current();
  const day = before.day(before.position(view.from) + x);
  view.scale = Math.min(Math.max(view.scale * factor, 1e-4), 86400);
  const after = current();
  view.from = after.day(after.position(day) - x);
  draw();
}

function pan(x, y) {
  const across = current();
  view.from = across.day(across.position(view.from) + x);
  view.top = Math.max(0, Math.min(view.top + y, view.height - stage.clientHeight + RULER + 20));
  draw();
}

// The rows of a lane: the weightiest events first, each with its label where there is room.
function pack(lane, across, from, until) {
  const shown = lane.events.filter((nth) => {
    const event = data.events[nth];
    return across.position(event.until) > from - 300 && across.position(event.from) < until + 300;
  });
  if (shown.length > 400) return { crowd: shown, rows: 2, placed: [] };
  const rows = [];
  const placed = [];
  const edges = [across.position(data.from) - 12, across.position(data.until) + 12];
  let hidden = 0;
  for (const nth of [...shown].sort((a, b) => data.events[b].weight - data.events[a].weight || a - b)) {
    const event = data.events[nth];
    const echo = event.lane !== lane.nth;
    const at = across.position(event.at);
    const band = [across.position(event.from), across.position(event.until)];
    const label = echo ? 0 : Math.min(width(event.label) + (event.note ? width(event.note, 11.5) + 6 : 0), 300) + 8;
    const own = event.ends ? [Math.min(at - 10, band[0]), Math.max(at + 10, band[1])] : [at - 10, at + 10];
    const right = [own[0], Math.max(own[1], at + 13 + label)];
    const left = [Math.min(own[0], at - 13 - label), own[1]];
    const free = (row, span) => row.every((taken) => taken[1] <= span[0] || taken[0] >= span[1]);
    const [rightFits, leftFits] = [echo || right[1] <= edges[1], !echo && left[0] >= edges[0]];
    let place = null;
    for (let row = 0; row < MAX_ROWS && !place; row++) {
      rows[row] ??= [];
      if ((rightFits || !leftFits) && free(rows[row], right)) place = { row, span: right, side: 1 };
      else if (leftFits && free(rows[row], left)) place = { row, span: left, side: -1 };
    }
    if (!place) { hidden += 1; continue; }
    rows[place.row].push(place.span);
    placed.push({ nth, echo, at, band, ...place });
  }
  return { placed, rows: Math.max(1, rows.filter((row) => row.length).length), hidden };
}

function band(event, one, x, y) {
  const family = FAMILIES[event.family];
  const from = Math.max(x(one.band[0]), HEAD - 40), until = Math.min(x(one.band[1]), stage.clientWidth + 40);
  if (!event.ends || until - from < 3) return "";
  const high = one.echo ? 3 : 4;
  const dash = { planned: "7 4", denied: "7 4", alleged: "4 3", hypothetical: "1.5 3" }[event.status];
  const tick = (at) => `<rect x="${at}" y="${y - 2}" width="1.5" height="8" fill="var(--${family})"/>`;
  if (event.ends !== "fading" && dash) {
    return `<line x1="${from}" x2="${until}" y1="${y + 2}" y2="${y + 2}" stroke="var(--${family})" stroke-width="2" stroke-dasharray="${dash}"/>`;
  }
  const fill = event.ends === "lasted" ? `var(--${family})` : `url(#${event.ends}-${family})`;
  const ticks = event.ends === "lasted" ? tick(from) + tick(until - 1.5) : event.ends === "open" ? tick(from) : "";
  return `<rect x="${from}" y="${y}" width="${until - from}" height="${high}" fill="${fill}"/>${ticks}`;
}

function ruler(across, x, out) {
  const units = [
    [1 / 24, (d) => ["", `${d.getUTCHours()}:00`]], [1, (d) => [month(d), d.getUTCDate()]], [7, (d) => [month(d), d.getUTCDate()]],
    [30.4, (d) => [year(d), MONTHS[d.getUTCMonth()]]], [91.3, (d) => [year(d), MONTHS[d.getUTCMonth()]]], [365.25, (d) => ["", year(d)]],
    [3652.5, (d) => ["", year(d)]], [36525, (d) => ["", year(d)]],
  ];
  const [days, name] = units.find(([days]) => days * across.scale > (days > 300 ? 46 : 40)) ?? units[units.length - 1];
  const left = across.position(view.from);
  let last = HEAD - 100, above = "", folded = null;
  let date = floor(toDate(view.from), days);
  for (let step = 0; step < 2000; step++, date = next(date, days)) {
    const day = fromDate(date);
    const fold = across.folds.find((fold) => day > fold.from && day < fold.until);
    if (fold) { date = floor(toDate(fold.until), days); if (fromDate(date) < fold.until && fold === folded) date = next(date, days); folded = fold; continue; }
    const at = x(across.position(day));
    if (across.position(day) - left > room()) break;
    if (at < HEAD) continue;
    out.push(`<line x1="${at}" x2="${at}" y1="${RULER}" y2="100%" stroke="var(--line)"/>`);
    if (at < last + 34) continue;
    const [upper, lower] = name(date);
    out.push(`<text class="quiet" x="${at + 3}" y="38">${lower}</text>`);
    if (upper && upper !== above) { out.push(`<text class="name" x="${at + 3}" y="18">${upper}</text>`); above = upper; }
    last = at;
  }
  for (const fold of across.folds) {
    const at = x(fold.at);
    if (at + FOLD < HEAD || at > stage.clientWidth) continue;
    const years = Math.round((fold.until - fold.from) / 365.25);
    const words = years > 1 ? `${years} yr` : `${Math.round((fold.until - fold.from) / 30.4) || 1} mo`;
    out.push(`<rect x="${at}" y="0" width="${FOLD}" height="100%" fill="var(--fold)"/><text class="quiet" text-anchor="middle" x="${at + FOLD / 2}" y="18">${words}</text>`);
  }
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const year = (date) => (date.getUTCFullYear() > 0 ? date.getUTCFullYear() : `${1 - date.getUTCFullYear()} BC`);
const month = (date) => `${MONTHS[date.getUTCMonth()]} ${year(date)}`;
// Day 1 is the first of January of year 1.
const EPOCH = 719163;
const toDate = (day) => new Date((day - EPOCH) * 864e5);
const fromDate = (date) => date.getTime() / 864e5 + EPOCH;
function floor(date, days) {
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const at = (...parts) => { const made = new Date(0); made.setUTCFullYear(...parts); return made; };
  if (days < 1) return new Date(Math.floor(date.getTime() / 36e5) * 36e5);
  if (days < 7) return at(y, m, d);
  if (days < 30) return at(y, m, d - ((date.getUTCDay() + 6) % 7));
  if (days < 90) return at(y, m, 1);
  if (days < 300) return at(y, m - (m % 3), 1);
  const years = Math.round(days / 365.25);
  return at(Math.floor(y / years) * years, 0, 1);
}
const next = (date, days) => floor(new Date(floor(date, days).getTime() + Math.max(days, 1 / 24) * 1.3 * 864e5), days);

let asked = false;
function draw() {
  if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; drawNow(); }); }
}

function drawNow() {
  const across = current();
  const left = across.position(view.from);
  const x = (at) => HEAD + at - left;
  const dark = root.dataset.theme === "dark" ? "dark" : "light";
  const ground = [], heads = [], events = [], marks = new Map();
  ruler(across, x, ground);
  let y = RULER - view.top;
  for (const lane of data.lanes) {
    const { placed, rows, crowd, hidden } = pack(lane, across, left, left + room());
    const high = rows * ROW + 8;
    if (y + high > RULER && y < stage.clientHeight) {
      if (crowd) events.push(density(crowd, across, x, y + high - 4, high - 8));
      for (const one of placed) {
        const event = data.events[one.nth];
        let at = x(one.at);
        const top = y + 5 + one.row * ROW;
        const lasts = event.ends && event.ends !== "fading";
        if (lasts && at < HEAD + 19 && x(one.band[1]) > HEAD + 19) at = HEAD + 19;
        if (at < HEAD - 30 || at > stage.clientWidth + 30) { events.push(band(event, one, x, top + 19.5)); continue; }
        const radius = one.echo ? 6 : 8;
        const chosen = view.selected === one.nth;
        if (chosen) marks.set(lane.nth, [at, top + 9]);
        const ring = chosen ? `<circle cx="${at}" cy="${top + 9}" r="${radius + 3.5}" fill="var(--bg)" stroke="var(--ink)" stroke-width="2"/>` : "";
        const use = `<use href="#mark-${event.kind}-${event.status}-${dark}" x="${at - radius}" y="${top + 9 - radius}" width="${2 * radius}" height="${2 * radius}" overflow="visible"/>`;
        const side = one.side > 0 ? `x="${at + radius + 5}"` : `x="${at - radius - 5}" text-anchor="end"`;
        const note = event.note ? `<tspan class="note" dx="5">${escaped(event.note)}</tspan>` : "";
        const label = one.echo ? "" : `<text class="title" ${side} y="${top + 13.5}"${chosen ? ' font-weight="600"' : ""}>${escaped(event.label)}${note}</text>`;
        events.push(`<g class="event" data-event="${one.nth}" role="button" aria-label="${escaped(event.title)}, ${escaped(event.when)}"><title>${escaped(event.when)}: ${escaped(event.title)}</title>${band(event, one, x, top + 19.5)}${ring}${use}${label}</g>`);
      }
      const badge = lane.code ? `<rect x="16" y="${y + 9}" width="30" height="18" rx="4" fill="var(--sel)"/><text class="quiet" text-anchor="middle" x="31" y="${y + 22}">${escaped(lane.code)}</text>` : "";
      let name = lane.name;
      while (name.length > 3 && width(name, 14.5) > 112) name = name.replace(/…$/, "").slice(0, -1) + "…";
      heads.push(`${badge}<text class="name" x="${16 + 14 * lane.depth + (lane.code ? 38 : 0)}" y="${y + 23}"><title>${escaped(lane.name)}</title>${escaped(name)}</text>`);
      if (hidden) heads.push(`<text class="quiet" x="16" y="${y + 42}">+${hidden}, zoom in</text>`);
      heads.push(`<rect x="0" y="${y + high - 1}" width="100%" height="1" fill="var(--line2)" opacity=".6"/>`);
    }
    y += high;
  }
  view.height = y + view.top - RULER;
  const tie = [...marks.values()];
  const tied = tie.length > 1 ? `<line x1="${tie[0][0]}" x2="${tie[0][0]}" y1="${tie[0][1]}" y2="${tie[tie.length - 1][1]}" stroke="var(--ink)" stroke-width="1.5"/>` : "";
  stage.innerHTML = `<svg role="group" aria-label="Timeline">${defs}<rect x="0" y="0" width="100%" height="${RULER}" fill="var(--bg)"/>${ground.join("")}<svg x="0" y="${RULER}" width="100%" height="${stage.clientHeight}" overflow="hidden"><g transform="translate(0 ${-RULER})">${tied}${events.join("")}</g></svg><rect x="0" y="0" width="${HEAD}" height="100%" fill="var(--bg)"/><svg x="0" y="${RULER}" width="100%" height="${stage.clientHeight}" overflow="hidden"><g transform="translate(0 ${-RULER})">${heads.join("")}</g></svg><rect x="0" y="${RULER - 1}" width="100%" height="1" fill="var(--line2)"/><rect x="${HEAD - 1}" y="0" width="1" height="100%" fill="var(--line2)"/></svg>`;
}

function density(crowd, across, x, bottom, high) {
  const bins = new Map();
  for (const nth of crowd) {
    const bin = Math.floor(x(across.position(data.events[nth].at)) / 3);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const most = Math.log(Math.max(...bins.values()) + 1);
  const bars = [...bins].map(([bin, count]) => { const tall = (Math.log(count + 1) / most) * high; return `M${bin * 3} ${bottom}v${-tall}h3v${tall}z`; });
  return `<path d="${bars.join("")}" fill="var(--density)"/>`;
}

const defs = "<defs>" + data.symbols + FAMILIES.map((family) => {
  const stops = (list) => list.map(([at, opacity]) => `<stop offset="${at}" stop-color="var(--${family})" stop-opacity="${opacity}"/>`).join("");
  return `<linearGradient id="fading-${family}">${stops([[0, 0], [0.38, 0.55], [0.62, 0.55], [1, 0]])}</linearGradient>` +
    `<linearGradient id="soft-${family}">${stops([[0, 0], [0.12, 1], [0.88, 1], [1, 0]])}</linearGradient>` +
    `<linearGradient id="open-${family}">${stops([[0, 1], [0.8, 1], [1, 0]])}</linearGradient>`;
}).join("") + "</defs>";

// Selects an event, shows what is known of it, and brings it into view.
function select(nth, brings) {
  view.selected = nth;
  if (nth === null) {
    details.hidden = true;
  } else {
    const event = data.events[nth];
    const line = (name, value) => (value ? `<dt>${name}</dt><dd>${escaped(value)}</dd>` : "");
    const sources = event.sources.map((source) => {
      const from = data.documents[source.document];
      const link = from.url ? ` <a href="${escaped(from.url)}" rel="noreferrer noopener" target="_blank">Open</a>` : "";
      return `<blockquote>${escaped(source.before)}<mark>${escaped(source.passage)}</mark>${escaped(source.after)}</blockquote><cite>${escaped(from.line)}${link}</cite><p class="help" style="padding:0">${escaped(source.chain)}</p>`;
    });
    details.innerHTML = `<button class="close" aria-label="Close details">Close</button><h2>${escaped(event.title)}</h2><div class="when">${escaped(event.when)}</div><dl>${line("Status", event.status)}${line("Kind", event.kindName)}${line("Who", event.who)}${line("Told", event.quantities)}</dl>${sources.join("")}`;
    details.hidden = false;
    details.scrollTop = 0;
    if (brings) {
      const across = current();
      const at = across.position(event.at) - across.position(view.from);
      if (at < 20 || at > room() - 20) view.from = across.day(across.position(event.at) - room() / 2);
    }
  }
  draw();
}

function step(by) {
  const order = data.order;
  const at = view.selected === null ? (by > 0 ? -1 : order.length) : order.indexOf(view.selected);
  const to = order[Math.max(0, Math.min(order.length - 1, at + by))];
  if (to !== undefined) select(to, true);
}

const KEYS = {
  ArrowLeft: () => step(-1), ArrowRight: () => step(1), ArrowUp: () => pan(0, -ROW * 2), ArrowDown: () => pan(0, ROW * 2),
  Home: () => step(-1e9), End: () => step(1e9), PageUp: () => pan(-room() * 0.8, 0), PageDown: () => pan(room() * 0.8, 0),
  "+": () => zoom(1.5, room() / 2), "=": () => zoom(1.5, room() / 2), "-": () => zoom(1 / 1.5, room() / 2), 0: () => fit(data.from, data.until),
  Escape: () => select(null), Enter: () => details.focus(),
};
stage.addEventListener("keydown", (press) => {
  const act = !press.ctrlKey && !press.metaKey && !press.altKey && KEYS[press.key];
  if (act) { press.preventDefault(); act(); }
});
details.addEventListener("keydown", (press) => { if (press.key === "Escape") { select(null); stage.focus(); } });
details.addEventListener("click", (click) => { if (click.target.closest(".close")) { select(null); stage.focus(); } });
stage.addEventListener("wheel", (turn) => {
  turn.preventDefault();
  const x = Math.max(0, turn.clientX - stage.getBoundingClientRect().left - HEAD);
  const by = turn.deltaMode ? 30 : 1;
  if (turn.ctrlKey || turn.metaKey) zoom(Math.exp(-turn.deltaY * by * 0.003), x);
  else if (turn.shiftKey) pan(turn.deltaY * by || turn.deltaX * by, 0);
  else pan(turn.deltaX * by, turn.deltaY * by);
}, { passive: false });
let held = null;
stage.addEventListener("pointerdown", (press) => { held = { x: press.clientX, y: press.clientY, moved: false, on: press.target.closest(".event") }; });
addEventListener("pointermove", (move) => {
  if (!held) return;
  const [x, y] = [held.x - move.clientX, held.y - move.clientY];
  if (!held.moved && Math.hypot(x, y) < 4) return;
  Object.assign(held, { x: move.clientX, y: move.clientY, moved: true });
  pan(x, y);
});
addEventListener("pointerup", () => {
  if (held && !held.moved) select(held.on ? Number(held.on.dataset.event) : null);
  held = null;
});
stage.addEventListener("dblclick", (click) => { if (!click.target.closest(".event")) fit(data.from, data.until); });
document.getElementById("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; draw(); });
document.getElementById("fit").addEventListener("click", () => fit(data.from, data.until));
document.getElementById("closer").addEventListener("click", () => zoom(1.5, room() / 2));
document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.5, room() / 2));
function follow() {
  const named = /^#event-(\d+)$/.exec(location.hash);
  if (named && data.events[named[1]]) { select(Number(named[1]), true); stage.scrollIntoView({ block: "nearest" }); }
}
addEventListener("hashchange", follow);
new ResizeObserver(() => draw()).observe(stage);
root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
root.classList.add("scripted");
fit(data.from, data.until);
drawNow();
follow();
