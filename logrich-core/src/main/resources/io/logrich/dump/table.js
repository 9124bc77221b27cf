"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const LEVELS = ["TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];
  const CODES = ["TRCE", "DEBG", "INFO", "WARN", "ERRO", "CRIT"];
  const ROW = 25, MOST_PIXELS = 8e6, SPARE = 6;

  // ---- the events: one array for each column, the row's number is the event
  const time = [], level = [], process = [], logger = [], thread = [], sequence = [], context = [];
  const message = [], fields = [], exception = [], stack = [];
  const texts = [], contexts = [], processes = [];
  let total = 0, loaded = false;

  // ---- what is shown
  const on = LEVELS.map(() => true);
  const hidden = new Set();
  let terms = [], from = -Infinity, until = Infinity;
  let view = new Uint32Array(0), inTime = [];
  let sortBy = "time", down = false, chosen = -1, utc = true;

  // Characters that could hide or turn round what is written, as a line of text shows them.
  const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
  const escape = c => {
    const code = c.charCodeAt(0);
    return code < 256 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u" + code.toString(16).padStart(4, "0");
  };
  const clean = text => text.replace(UNSAFE, escape);
  const oneLine = text => clean(text.length > 2000 ? text.slice(0, 2000) + "…" : text).replace(/\n/g, " ⏎ ").replace(/\t/g, " ");
  const number = n => n.toLocaleString("en-US");

  const two = n => String(n).padStart(2, "0");
  const day = d => utc ? d.getUTCFullYear() + "-" + two(d.getUTCMonth() + 1) + "-" + two(d.getUTCDate())
    : d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate());
  const clock = (micros, digits) => {
    const d = new Date(Math.floor(micros / 1000));
    const rest = String(((micros % 1e6) + 1e6) % 1e6).padStart(6, "0").slice(0, digits);
    const hms = utc ? [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()] : [d.getHours(), d.getMinutes(), d.getSeconds()];
    return hms.map(two).join(":") + (digits ? "." + rest : "");
  };
  const moment = micros => day(new Date(Math.floor(micros / 1000))) + " " + clock(micros, 6) + (utc ? " UTC" : "");

  // ---- loading: the data stand in blocks behind this script and are taken while they arrive
  function take() {
    const start = performance.now();
    let taken = false;
    for (;;) {
      const block = document.querySelector("script.data");
      if (!block || (document.readyState === "loading" && !block.nextElementSibling)) break;
      add(JSON.parse(block.textContent));
      block.remove();
      taken = true;
      if (performance.now() - start > 24) break;
    }
    const done = document.readyState !== "loading" && !document.querySelector("script.data");
    if (done) finish();
    else {
      if (taken && performance.now() - lastLook > 250) look();
      setTimeout(take, taken ? 0 : 10);
    }
  }

  function add(block) {
    if (block.problems && block.problems.length) {
      $("problems").textContent = block.problems.map(clean).join("\n");
      $("problems").hidden = false;
    }
    if (block.total !== undefined) total = block.total;
    for (const text of block.texts || []) texts.push(text);
    for (const one of block.contexts || []) contexts.push(one);
    for (const one of block.processes || []) {
      processes.push({number: processes.length, pid: one[0], chain: one[1], name: one[2], service: one[3], run: one[4], counts: [0, 0, 0, 0, 0, 0]});
    }
    for (const e of block.events || []) {
      const p = processes[e[2]];
      p.counts[e[1]]++;
      time.push(block.base + e[0]); level.push(e[1]); process.push(e[2]); logger.push(e[3]); thread.push(e[4]); sequence.push(e[5]);
      context.push(e[6]); message.push(e[7]); fields.push(e[8] || null); exception.push(e[9] || null); stack.push(e[10] || null);
    }
  }

  let lastLook = 0;
  function look() {
    lastLook = performance.now();
    legend();
    apply();
  }

  function finish() {
    loaded = true;
    const services = [...new Set(processes.map(p => p.service).filter(Boolean))];
    const title = clean(services.slice(0, 3).join(", ") || "logrich dump");
    $("title").textContent = title;
    document.title = title + " · logrich";
    look();
    document.documentElement.dataset.loaded = time.length;
  }

  // ---- filters
  function parse(text) {
    const found = [];
    for (const m of text.matchAll(/(-?)(?:(logger|thread|pid):)?(?:"([^"]*)"?|(\S+))/g)) {
      const word = (m[3] === undefined ? m[4] : m[3]).toLowerCase();
      if (!word) continue;
      const equals = m[2] || m[3] !== undefined ? -1 : word.indexOf("=");
      found.push({not: m[1] === "-", kind: m[2] || (equals > 0 ? "field" : "any"), word: equals > 0 ? word.slice(equals + 1) : word, key: word.slice(0, Math.max(0, equals))});
    }
    return found;
  }

  const has = (text, word) => text !== null && text.toLowerCase().includes(word);
  const inPairs = (pairs, word) => {
    if (pairs) for (let i = 1; i < pairs.length; i += 2) if (has(pairs[i], word) || has(pairs[i - 1], word)) return true;
    return false;
  };
  const field = (pairs, key, word) => {
    if (pairs) for (let i = 0; i < pairs.length; i += 2) if (pairs[i].toLowerCase() === key && pairs[i + 1].toLowerCase() === word) return true;
    return false;
  };
  function matches(i, term) {
    const word = term.word;
    switch (term.kind) {
      case "logger": { const name = texts[logger[i]].toLowerCase(); return name === word || name.startsWith(word + ".") || name.startsWith(word + "$"); }
      case "thread": return has(texts[thread[i]], word);
      case "pid": return String(processes[process[i]].pid) === word;
      case "field": if (field(fields[i], term.key, word) || field(contexts[context[i]], term.key, word)) return true; break;
      default: break;
    }
    const plain = term.kind === "field" ? term.key + "=" + word : word;
    return has(message[i], plain) || has(texts[logger[i]], plain) || inPairs(fields[i], plain) || has(exception[i], plain)
      || has(stack[i], plain) || inPairs(contexts[context[i]], plain) || has(texts[thread[i]], plain);
  }

  function apply() {
    const n = time.length, all = [], shown = [];
    for (let i = 0; i < n; i++) {
      if (!on[level[i]] || hidden.has(process[i])) continue;
      let good = true;
      for (let t = 0; good && t < terms.length; t++) good = matches(i, terms[t]) !== terms[t].not;
      if (!good) continue;
      all.push(i);
      if (time[i] >= from && time[i] <= until) shown.push(i);
    }
    inTime = all;
    view = Uint32Array.from(shown);
    sort();
    $("count").textContent = (view.length === n ? number(n) : number(view.length) + " of " + number(n)) + (n === 1 ? " event" : " events")
      + (loaded ? "" : ", loading" + (total ? " " + Math.floor(100 * n / total) + " %" : "") + "…");
    $("span").textContent = n ? moment(time[0]) + " – " + (day(new Date(time[0] / 1000)) === day(new Date(time[n - 1] / 1000)) ? clock(time[n - 1], 6) : moment(time[n - 1])) : "";
    $("clear").hidden = !(terms.length || hidden.size || on.includes(false) || from > -Infinity);
    $("empty").hidden = view.length > 0 || !loaded;
    $("grid").setAttribute("aria-rowcount", view.length + 1);
    chips();
    draw();
    resize();
  }

  // ---- order
  const COLUMNS = [
    ["time", "Time", i => time[i]], ["level", "Level", i => level[i]], ["process", "Process", i => process[i]],
    ["logger", "Logger", i => texts[logger[i]]], ["message", "Message", i => message[i]]];

  function sort() {
    if (sortBy !== "time") {
      const key = COLUMNS.find(c => c[0] === sortBy)[2];
      const sign = down ? -1 : 1;
      view.sort((a, b) => { const x = key(a), y = key(b); return x < y ? -sign : x > y ? sign : a - b; });
    } else if (down) view.reverse();
  }

  for (const [name, label] of COLUMNS) {
    const cell = make("div"), button = make("button", "", label);
    cell.setAttribute("role", "columnheader");
    cell.setAttribute("aria-sort", name === "time" ? "ascending" : "none");
    button.type = "button";
    button.addEventListener("click", () => {
      if (sortBy !== name) { sortBy = name; down = false; }
      else if (!down) down = true;
      else { sortBy = "time"; down = false; }
      [...$("head").children].forEach((c, at) => c.setAttribute("aria-sort", COLUMNS[at][0] !== sortBy ? "none" : down ? "descending" : "ascending"));
      apply();
      rows.scrollTop = 0;
    });
    cell.append(button);
    $("head").append(cell);
  }

  // ---- rows: only as many elements as fit, used again and again
  const rows = $("rows"), room = $("room"), pool = [];
  let height = 0, factor = 1, scheduled = false;

  function resize() {
    height = rows.clientHeight;
    const full = view.length * ROW, pixels = Math.min(full, MOST_PIXELS);
    factor = pixels > height && full > pixels ? (full - height) / (pixels - height) : 1;
    room.style.height = pixels + "px";
    const wanted = Math.ceil(height / ROW) + 2 * SPARE;
    while (pool.length < wanted) {
      const row = make("div", "row");
      row.setAttribute("role", "row");
      const cells = ["time", "level", "process", "logger", "message"].map(name => {
        const cell = make("div", name);
        cell.setAttribute("role", "gridcell");
        row.append(cell);
        return cell;
      });
      const swatch = make("i", "swatch"), name = make("span");
      cells[2].append(swatch, name);
      const text = make("span"), own = make("span", "fields"), trace = make("span", "trace");
      cells[4].append(text, trace, own);
      row.addEventListener("click", () => { choose(pool.find(p => p.row === row).at, true); rows.focus({preventScroll: true}); });
      pool.push({row, cells, swatch, name, text, own, trace, at: -1, event: -1});
      rows.append(row);
    }
    for (const slot of pool) slot.at = -1;
    render();
  }

  function fill(slot, at) {
    const i = view[at], p = processes[process[i]];
    slot.at = at;
    slot.event = i;
    slot.row.className = "row l" + level[i] + (i === chosen ? " chosen" : "");
    slot.row.id = "row" + at;
    slot.row.setAttribute("aria-rowindex", at + 2);
    slot.row.setAttribute("aria-selected", i === chosen);
    slot.cells[0].textContent = clock(time[i], 6);
    slot.cells[1].textContent = CODES[level[i]];
    slot.swatch.style.background = color(p.number);
    slot.name.textContent = clean(p.name) + " " + p.pid;
    slot.cells[3].textContent = short(oneLine(texts[logger[i]]));
    slot.text.textContent = oneLine(message[i]);
    slot.own.textContent = fields[i] ? oneLine(pairs(fields[i])) : "";
    slot.trace.textContent = exception[i] ? "⤷ " + oneLine(exception[i].split("\n", 1)[0]) : "";
  }

  // The packages of a long name as their first letters: its end says more than its beginning.
  function short(name) {
    const parts = name.split(".");
    for (let k = 0; k < parts.length - 1 && parts.join(".").length > 22; k++) parts[k] = parts[k].slice(0, 1);
    return parts.join(".");
  }

  function pairs(list) {
    let text = "";
    for (let i = 0; i < list.length && text.length < 500; i += 2) text += (i ? " " : "") + list[i] + "=" + list[i + 1];
    return text;
  }

  function render() {
    scheduled = false;
    const top = rows.scrollTop * factor;
    const first = Math.max(0, Math.floor(top / ROW) - SPARE);
    const last = Math.min(view.length, Math.ceil((top + height) / ROW) + SPARE);
    const n = pool.length;
    for (let at = first; at < first + n; at++) {
      const slot = pool[at % n];
      if (at >= last) { slot.row.hidden = true; slot.at = -1; continue; }
      if (slot.at !== at) fill(slot, at);
      slot.row.hidden = false;
      slot.row.style.transform = "translateY(" + (at * ROW - top + rows.scrollTop) + "px)";
    }
  }
  const later = () => { if (!scheduled) { scheduled = true; requestAnimationFrame(render); } };
  rows.addEventListener("scroll", later, {passive: true});
  new ResizeObserver(() => { resize(); draw(); }).observe(rows);

  function reveal(at) {
    const top = rows.scrollTop * factor;
    if (at * ROW < top) rows.scrollTop = at * ROW / factor;
    else if ((at + 1) * ROW > top + height) rows.scrollTop = ((at + 1) * ROW - height) / factor;
    render();
  }

  function choose(at, open) {
    if (!view.length) return;
    at = Math.max(0, Math.min(view.length - 1, at));
    chosen = view[at];
    for (const slot of pool) slot.at = -1;
    reveal(at);
    rows.setAttribute("aria-activedescendant", "row" + at);
    if (open || !$("detail").hidden) detail(chosen);
  }

  rows.addEventListener("keydown", event => {
    const at = view.indexOf(chosen), page = Math.max(1, Math.floor(height / ROW) - 1);
    const to = {ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, PageDown: Math.max(0, at) + page, PageUp: Math.max(0, at) - page, Home: 0, End: view.length - 1}[event.key];
    if (to !== undefined) { event.preventDefault(); choose(to, false); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); $("detail").hidden ? detail(chosen) : close(); }
  });

  // ---- one event
  function close() { $("detail").hidden = true; }

  function detail(i) {
    const aside = $("detail"), p = processes[process[i]];
    const x = make("button", "close", "×");
    x.type = "button";
    x.setAttribute("aria-label", "close");
    x.addEventListener("click", () => { close(); rows.focus(); });
    aside.replaceChildren(x, make("p", "what l" + level[i], LEVELS[level[i]] + "  " + moment(time[i])), make("p", "message", clean(message[i])));
    aside.className = "";
    const only = (text, query) => {
      const button = make("button", "", text);
      button.type = "button";
      button.addEventListener("click", () => { $("query").value = ($("query").value + " " + query).trim(); filter(); });
      return button;
    };
    const list = (heading, entries) => {
      if (!entries.length) return;
      const dl = make("dl");
      for (const [key, value, extra] of entries) {
        const dd = make("dd", "", clean(value));
        if (extra) dd.append(extra);
        dl.append(make("dt", "", clean(key)), dd);
      }
      aside.append(make("h3", "", heading), dl);
    };
    const entries = flat => { const out = []; for (let k = 0; flat && k < flat.length; k += 2) out.push([flat[k], flat[k + 1]]); return out; };
    const name = texts[logger[i]];
    list("Fields", entries(fields[i]));
    if (exception[i]) aside.append(make("h3", "", "Exception"), make("pre", "", clean(exception[i])));
    if (stack[i]) aside.append(make("h3", "", "Stack"), make("pre", "", clean(stack[i])));
    list("Where", [["logger", name, only("only this", "logger:\"" + name.replace(/"/g, "") + "\"")], ["process", p.name + " " + p.pid + (p.chain.length > 1 ? "  (" + p.chain.join(" › ") + ")" : ""), only("only this", "pid:" + p.pid)], ["thread", texts[thread[i]]], ["sequence", String(sequence[i])]]);
    list("Context", entries(contexts[context[i]]));
    aside.hidden = false;
  }

  // ---- processes: a tree by lineage, which is the legend of the swatches
  const color = n => "hsl(" + Math.round(n * 137.508 + 210) % 360 + " 62% " + (n % 3 === 1 ? 62 : 50) + "%)";

  function legend() {
    const byPid = new Map(processes.map(p => [p.pid, p]));
    const path = p => p.chain.filter(pid => byPid.has(pid) && pid !== p.pid);
    const order = [...processes].sort((a, b) => {
      const x = [...path(a).map(pid => byPid.get(pid).number), a.number], y = [...path(b).map(pid => byPid.get(pid).number), b.number];
      for (let k = 0; k < Math.min(x.length, y.length); k++) if (x[k] !== y[k]) return x[k] - y[k];
      return x.length - y.length;
    });
    $("legend").querySelector("ul").replaceChildren(...order.map(p => {
      const item = make("li"), button = make("button"), swatch = make("i");
      button.type = "button";
      button.setAttribute("aria-pressed", !hidden.has(p.number));
      button.title = "click: hide or show; with Shift: only this and its children";
      button.dataset.pid = p.pid;
      button.style.paddingLeft = 8 + 12 * path(p).length + "px";
      swatch.style.background = color(p.number);
      button.append(swatch, make("b", "", clean(p.name)), make("small", "", String(p.pid)));
      if (p.counts[4] + p.counts[5]) { const dot = make("u"); dot.title = number(p.counts[4] + p.counts[5]) + " errors"; button.append(dot); }
      button.append(make("em", "", number(p.counts.reduce((a, b) => a + b, 0))));
      button.addEventListener("click", event => {
        if (event.shiftKey) {
          hidden.clear();
          for (const q of processes) if (q !== p && !q.chain.includes(p.pid)) hidden.add(q.number);
        } else if (!hidden.delete(p.number)) hidden.add(p.number);
        const at = order.indexOf(p);
        legend();
        $("legend").querySelectorAll("button")[at].focus();
        apply();
      });
      item.append(button);
      return item;
    }));
  }

  // ---- levels
  const chip = LEVELS.map((name, l) => {
    const button = make("button", "chip l" + l);
    button.type = "button";
    button.dataset.level = name;
    button.append(make("b", "", name.toLowerCase()), make("span"));
    button.addEventListener("click", event => {
      if (event.shiftKey) on.fill(false);
      on[l] = event.shiftKey || !on[l];
      apply();
    });
    button.title = "click: hide or show; with Shift: only this";
    $("levels").append(button);
    return button;
  });
  function chips() {
    chip.forEach((button, l) => {
      const count = processes.reduce((sum, p) => sum + p.counts[l], 0);
      button.hidden = !count;
      button.lastChild.textContent = number(count);
      button.setAttribute("aria-pressed", on[l]);
    });
  }

  // ---- the timeline
  const chart = $("chart"), line = $("timeline");
  let buckets = [], start = 0, width = 1, places = 0;

  function draw() {
    const box = chart.getBoundingClientRect(), ratio = devicePixelRatio || 1;
    if (!box.width || !time.length) return;
    chart.width = Math.round(box.width * ratio);
    chart.height = Math.round(box.height * ratio);
    places = Math.max(1, Math.min(240, Math.floor((box.width - 20) / 5)));
    let low = Infinity, high = -Infinity;
    for (let i = 0; i < time.length; i++) { if (time[i] < low) low = time[i]; if (time[i] > high) high = time[i]; }
    start = low;
    width = Math.max(1, (high - low + 1) / places);
    buckets = Array.from({length: places}, () => [0, 0, 0, 0, 0, 0]);
    for (const i of inTime) buckets[Math.min(places - 1, Math.floor((time[i] - start) / width))][level[i]]++;
    const most = Math.max(1, ...buckets.map(b => b.reduce((x, y) => x + y, 0)));
    const style = getComputedStyle(document.documentElement), pen = chart.getContext("2d");
    const paint = ["--trace", "--debug", "--info", "--warning", "--error", "--critical"].map(name => style.getPropertyValue(name));
    const step = (box.width - 20) / places;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, box.width, box.height);
    buckets.forEach((bucket, at) => {
      const left = 10 + at * step, outside = start + (at + 1) * width <= from || start + at * width > until;
      pen.globalAlpha = outside ? .3 : 1;
      let bottom = box.height;
      for (let l = 5; l >= 0; l--) {
        if (!bucket[l]) continue;
        const tall = Math.max(l > 2 ? 2.5 : 1, Math.sqrt(bucket.reduce((x, y) => x + y, 0) / most) * (box.height - 4) * bucket[l] / bucket.reduce((x, y) => x + y, 0));
        pen.fillStyle = paint[l];
        pen.fillRect(left + .5, bottom - tall, Math.max(1, step - 1), tall);
        bottom -= tall;
      }
    });
    const marks = $("axis").children, end = low + places * width;
    marks[0].textContent = clock(low, 3);
    marks[1].textContent = clock((low + end) / 2, 3);
    marks[2].textContent = clock(end, 3);
    brush();
  }

  const edge = () => [10, chart.getBoundingClientRect().width - 20];
  function brush() {
    const shown = from > -Infinity, [left, wide] = edge(), whole = places * width;
    $("brush").hidden = !shown;
    if (!shown) return;
    const a = Math.max(0, (from - start) / whole), b = Math.min(1, (until - start) / whole);
    $("brush").style.left = left + a * wide + "px";
    $("brush").style.width = Math.max(2, (b - a) * wide) + "px";
  }
  const bucketAt = x => { const [left, wide] = edge(); return Math.max(0, Math.min(places - 1, Math.floor((x - chart.getBoundingClientRect().left - left) / wide * places))); };
  function select(a, b) {
    if (a === null) { from = -Infinity; until = Infinity; }
    else { from = start + Math.min(a, b) * width; until = start + (Math.max(a, b) + 1) * width - .5; }
    apply();
  }
  let anchor = null, moved = false;
  line.addEventListener("pointerdown", event => { anchor = bucketAt(event.clientX); moved = false; line.setPointerCapture(event.pointerId); });
  line.addEventListener("pointermove", event => {
    const at = bucketAt(event.clientX);
    if (anchor !== null && (moved || at !== anchor)) { moved = true; select(anchor, at); }
    if (!buckets[at]) return;
    const tip = $("tip"), [left, wide] = edge(), bad = buckets[at][4] + buckets[at][5], sum = buckets[at].reduce((x, y) => x + y, 0);
    tip.textContent = clock(start + at * width, 3) + " · " + number(sum) + (sum === 1 ? " event" : " events") + (bad ? ", " + number(bad) + (bad === 1 ? " error" : " errors") : "");
    tip.style.left = Math.max(90, Math.min(left + wide - 90, left + (at + .5) / places * wide)) + "px";
    tip.hidden = false;
  });
  line.addEventListener("pointerup", () => { if (anchor !== null && !moved) { if (from > -Infinity) select(null); else select(anchor, anchor); } anchor = null; });
  line.addEventListener("pointercancel", () => { anchor = null; });
  line.addEventListener("pointerleave", () => { $("tip").hidden = true; });
  line.addEventListener("keydown", event => {
    if (event.key === "Escape") { event.stopPropagation(); select(null); return; }
    const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!way) return;
    event.preventDefault();
    if (from === -Infinity) { const at = way > 0 ? 0 : places - 1; select(at, at); return; }
    const a = Math.round((from - start) / width), b = Math.round((until - start) / width) - 1;
    const clamp = at => Math.max(0, Math.min(places - 1, at));
    if (event.shiftKey) select(a, Math.max(a, clamp(b + way)));
    else if (a + way >= 0 && b + way < places) select(a + way, b + way);
  });

  // ---- controls
  let typing = 0;
  function filter() { terms = parse($("query").value); apply(); rows.scrollTop = 0; later(); }
  $("query").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(filter, time.length > 50000 ? 250 : 80); });
  $("query").addEventListener("keydown", event => { if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); clearTimeout(typing); filter(); rows.focus(); if (view.indexOf(chosen) < 0) choose(0, false); } });
  $("clear").addEventListener("click", () => { $("query").value = ""; on.fill(true); hidden.clear(); from = -Infinity; until = Infinity; legend(); filter(); $("query").focus(); });
  $("zone").addEventListener("click", () => { utc = !utc; $("zone").textContent = utc ? "UTC" : "local"; apply(); if (!$("detail").hidden) detail(chosen); });
  $("theme").addEventListener("click", () => {
    const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const other = dark ? "light" : "dark";
    if (root.dataset.theme) delete root.dataset.theme; else root.dataset.theme = other;
    draw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.addEventListener("keydown", event => {
    if (event.key === "/" && event.target !== $("query")) { event.preventDefault(); $("query").focus(); }
    else if (event.key === "Escape" && !$("detail").hidden) { close(); rows.focus(); }
  });

  take();
})();
