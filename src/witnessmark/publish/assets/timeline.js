// The timeline: one lane a layer, each incident a bar from the earliest to the latest day on which it may have happened.
// With more incidents than bars can show, a lane is a curve of how many may have happened at a time. A stretch of time
// is chosen by dragging, by the two grips (arrow keys), or in the fields of the page.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 86400000;
  const MOST_BARS = 400;
  const LANE = 20;
  const AXIS = 22;
  const SIGNS = 22;

  const make = (name, attributes, parent) => {
    const node = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) node.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(node);
    return node;
  };
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  class Timeline {
    // box: the element to draw in. data: layers, rows [first, last, layer]. choose(from, to): told of every change.
    constructor(box, data, choose) {
      this.box = box;
      this.data = data;
      this.choose = choose;
      const days = data.rows.flatMap((row) => [row[0], row[1]]);
      const first = Math.min(...days);
      const last = Math.max(...days);
      const margin = Math.max(2, Math.round((last - first) * 0.015));
      this.first = first - margin;
      this.last = last + margin + 1;
      this.from = this.first;
      this.to = this.last;
      this.layers = [...new Set(data.rows.map((row) => row[2]))].sort((a, b) => a - b);
      this.draw();
      window.addEventListener("resize", () => this.draw());
    }

    x(day) {
      return SIGNS + ((day - this.first) / (this.last - this.first)) * (this.width - SIGNS);
    }

    day(x) {
      const day = this.first + ((x - SIGNS) / (this.width - SIGNS)) * (this.last - this.first);
      return Math.max(this.first, Math.min(this.last, Math.round(day)));
    }

    set(from, to) {
      this.from = Math.max(this.first, Math.min(from, to));
      this.to = Math.min(this.last, Math.max(from, to));
      this.showChoice();
      this.choose(this.from, this.to, this.whole());
    }

    whole() {
      return this.from <= this.first && this.to >= this.last;
    }

    draw() {
      this.width = Math.max(260, this.box.clientWidth);
      this.height = this.layers.length * LANE + AXIS + 8;
      this.box.textContent = "";
      this.svg = make("svg", { viewBox: `0 0 ${this.width} ${this.height}`, height: this.height }, this.box);
      this.drawAxis();
      this.layers.forEach((layer, number) => this.drawLane(layer, 4 + number * LANE));
      this.drawChoice();
      this.listen();
    }

    drawAxis() {
      const bottom = this.height - AXIS;
      const years = (this.last - this.first) / 365;
      const step = years > 12 ? 24 : years > 4 ? 12 : years > 2 ? 6 : years > 0.8 && this.width < 600 ? 3 : 1;
      const format = new Intl.DateTimeFormat(this.data.language, { month: "short", timeZone: "UTC" });
      const start = new Date(this.first * DAY);
      let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
      let lastText = -99;
      for (;; month += step) {
        const when = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
        const day = when.getTime() / DAY;
        if (day > this.last) break;
        if (day < this.first) continue;
        const x = this.x(day).toFixed(1);
        const january = month % 12 === 0;
        make("line", { class: january ? "tick year" : "tick", x1: x, x2: x, y1: 0, y2: bottom + 5 }, this.svg);
        if (x - lastText < 34 || this.width - x < 26) continue;
        const text = make("text", { x: +x + 2, y: this.height - 6 }, this.svg);
        text.textContent = january || lastText < 0 ? `${format.format(when)} ${when.getUTCFullYear()}` : format.format(when);
        lastText = +x + (january || lastText < 0 ? 34 : 0);
      }
    }

    drawLane(layer, top) {
      const rows = this.data.rows.filter((row) => row[2] === layer);
      const [, label, colour, shape] = this.data.layers[layer];
      const sign = make("path", { class: "lane-sign", d: shape, fill: colour, "fill-rule": "evenodd", transform: `translate(0,${top + 5}) scale(.8)` }, this.svg);
      make("title", {}, sign).textContent = label;
      make("line", { class: "lane", x1: SIGNS, x2: this.width, y1: top + LANE - 1, y2: top + LANE - 1 }, this.svg);
      if (this.data.rows.length > MOST_BARS) this.drawCurve(rows, colour, top);
      else this.drawBars(rows, colour, top);
    }

    // Bars of one lane share it in up to four rows, so that neighbours stay apart; a wide span is drawn paler.
    drawBars(rows, colour, top) {
      const ends = [];
      for (const [first, last] of rows.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
        const left = this.x(first);
        const wide = Math.max(4, this.x(last + 1) - left);
        let row = ends.findIndex((end) => end < left - 1);
        if (row < 0 && ends.length < 4) row = ends.length;
        if (row < 0) row = ends.indexOf(Math.min(...ends));
        ends[row] = left + wide;
        const paler = last - first > 60 ? 0.35 : last - first > 10 ? 0.55 : 0.9;
        make("rect", { x: left.toFixed(1), y: top + 1 + row * 4.5, width: wide.toFixed(1), height: 3.6, rx: 1, fill: colour, "fill-opacity": paler }, this.svg);
      }
    }

    // How many may have happened at a time: an incident whose day is not known is spread over its span.
    drawCurve(rows, colour, top) {
      const wide = this.width - SIGNS;
      const bins = Math.floor(wide / 3);
      const sums = new Float64Array(bins + 1);
      const scale = bins / (this.last - this.first);
      for (const [first, last] of rows) {
        const a = Math.floor((first - this.first) * scale);
        const b = Math.min(bins, Math.floor((last + 1 - this.first) * scale));
        for (let i = a; i <= b; i += 1) sums[i] += 1 / (b - a + 1);
      }
      const most = Math.max(...sums, 1e-9);
      let path = `M${SIGNS},${top + LANE - 1}`;
      sums.forEach((sum, i) => {
        const y = (top + LANE - 1 - Math.sqrt(sum / most) * (LANE - 3)).toFixed(1);
        path += `L${(SIGNS + (i / bins) * wide).toFixed(1)},${y}`;
      });
      make("path", { d: `${path}L${this.width},${top + LANE - 1}Z`, fill: colour, "fill-opacity": 0.75 }, this.svg);
    }

    drawChoice() {
      const tall = this.height - AXIS + 2;
      this.before = make("rect", { class: "outside", x: SIGNS, y: 0, height: tall }, this.svg);
      this.after = make("rect", { class: "outside", y: 0, height: tall }, this.svg);
      this.grips = ["start", "end"].map((which) => {
        const group = make("g", { tabindex: 0, role: "slider", "aria-label": this.data.words[which], "data-grip": which }, this.svg);
        make("line", { class: "edge", y1: 0, y2: tall }, group);
        make("rect", { class: "grip", x: -5, y: tall / 2 - 12, width: 10, height: 24, rx: 3 }, group);
        group.addEventListener("keydown", (event) => this.key(event, which));
        return group;
      });
      this.showChoice();
    }

    showChoice() {
      const left = this.x(this.from);
      const right = this.x(this.to);
      this.before.setAttribute("width", Math.max(0, left - SIGNS));
      this.after.setAttribute("x", right);
      this.after.setAttribute("width", Math.max(0, this.width - right));
      [[left, this.from], [right, this.to]].forEach(([x, day], i) => {
        const inside = Math.max(SIGNS, Math.min(this.width - 6, x));
        this.grips[i].setAttribute("transform", `translate(${inside},0)`);
        this.grips[i].setAttribute("aria-valuemin", this.first);
        this.grips[i].setAttribute("aria-valuemax", this.last);
        this.grips[i].setAttribute("aria-valuenow", day);
        this.grips[i].setAttribute("aria-valuetext", iso(day));
      });
    }

    key(event, which) {
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };
      const home = { Home: this.first, End: this.last };
      let day = which === "start" ? this.from : this.to;
      if (event.key in steps) day += steps[event.key] * (event.shiftKey ? 7 : 1);
      else if (event.key in home) day = home[event.key];
      else return;
      event.preventDefault();
      if (which === "start") this.set(Math.min(day, this.to), this.to);
      else this.set(this.from, Math.max(day, this.from));
    }

    listen() {
      const at = (event) => {
        const frame = this.svg.getBoundingClientRect();
        return this.day(((event.clientX - frame.left) / frame.width) * this.width);
      };
      let drag = null;
      this.svg.addEventListener("pointerdown", (event) => {
        const grip = event.target.closest("[data-grip]");
        const fixed = grip ? (grip.dataset.grip === "start" ? this.to : this.from) : at(event);
        drag = { fixed, x: event.clientX, moved: Boolean(grip) };
        this.svg.setPointerCapture(event.pointerId);
      });
      this.svg.addEventListener("pointermove", (event) => {
        if (!drag) return;
        drag.moved = drag.moved || Math.abs(event.clientX - drag.x) > 3;
        if (drag.moved) this.set(drag.fixed, at(event));
      });
      const end = () => { drag = null; };
      this.svg.addEventListener("pointerup", end);
      this.svg.addEventListener("pointercancel", end);
    }
  }

  window.WITNESSMARK.Timeline = Timeline;
  window.WITNESSMARK.iso = iso;
})();
