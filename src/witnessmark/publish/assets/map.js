// The map page: areas of uncertainty, layers, the timeline and the list, all showing one and the same choice of incidents.
(function () {
  "use strict";
  const W = window.WITNESSMARK;
  const data = W.map;
  const [STEM, TITLE, WHEN, LAYER, PLACE, FIRST, LAST, CLAIMS, GROUPS, STATUS] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const [, P_NAME, P_LAT, P_LON, P_KM, P_RADIUS] = [0, 1, 2, 3, 4, 5];
  const PAGE = 40;
  const HALO = 11;
  const byId = (id) => document.getElementById(id);
  const uk = data.language === "uk";

  // Layers of registers lie over those of incidents, and are shown when somebody asks for them.
  const rowsOfRegisters = data.registers || [];
  const isRegister = (layer) => data.layers[layer][0].startsWith("register-");
  const entries = data.incidents.concat(rowsOfRegisters);
  const choice = { layers: new Set(data.layers.map((_, i) => i).filter((i) => !isRegister(i))), from: null, to: null, undated: true, place: null };
  let shownRows = PAGE;
  let map = null;

  // --- which incidents are chosen ---------------------------------------------------------------
  const dated = (row) => row[FIRST] !== null;
  const inTime = (row) => {
    if (!dated(row)) return choice.undated;
    return choice.from === null || (row[LAST] >= choice.from && row[FIRST] < choice.to);
  };
  const chosen = () => entries.filter((row) => choice.layers.has(row[LAYER]) && inTime(row));

  // --- the list -----------------------------------------------------------------------------------
  const element = (name, text, parent) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  };
  const symbol = (layer) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", `sym sym-${data.layers[layer][4]}${isRegister(layer) ? " hollow" : ""}`);
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", data.layers[layer][3]);
    path.setAttribute("fill-rule", "evenodd");
    svg.appendChild(path);
    return svg;
  };
  const showList = (rows) => {
    const list = byId("list");
    list.textContent = "";
    for (const row of rows.slice(0, shownRows)) {
      const item = element("li", "", list);
      item.appendChild(symbol(row[LAYER]));
      const link = element("a", row[TITLE], item);
      link.href = isRegister(row[LAYER]) ? row[STEM] : `incidents/${row[STEM]}.html`;
      const place = row[PLACE] < 0 ? data.unplaced : data.places[row[PLACE]][P_NAME];
      const status = row[STATUS] === "reported" ? "" : ` · ${data.status[row[STATUS]]}`;
      element("span", `${row[WHEN] ? `${row[WHEN]} · ` : ""}${place}${status}`, item);
    }
    byId("more").hidden = rows.length <= shownRows;
    const more = rowsOfRegisters.filter((row) => choice.layers.has(row[LAYER])).length;
    const words = data.words[more ? "showing-rows" : "showing"];
    byId("showing").textContent = words.replace("{shown}", rows.length).replace("{all}", data.incidents.length + more);
  };

  // --- the areas ------------------------------------------------------------------------------------
  const circle = (lon, lat, km) => {
    const ring = [];
    const down = km / 111.195;
    const across = down / Math.cos((lat * Math.PI) / 180);
    const corners = km > 10 ? 72 : 36;
    for (let i = 0; i <= corners; i += 1) {
      const turn = (2 * Math.PI * (i % corners)) / corners;
      ring.push([lon + across * Math.cos(turn), lat + down * Math.sin(turn)]);
    }
    return ring;
  };
  // From which zoom the true area is as wide as the halo that stands for it before.
  const zoomOf = (lat, km) => Math.log2((HALO * 78271.517 * Math.cos((lat * Math.PI) / 180)) / (km * 1000));
  const shapes = data.places.map((place) => (place[P_KM] === null ? null : circle(place[P_LON], place[P_LAT], place[P_KM])));

  const features = (rows) => {
    const here = new Map();
    for (const row of rows) {
      if (row[PLACE] < 0 || !shapes[row[PLACE]]) continue;
      if (!here.has(row[PLACE])) here.set(row[PLACE], new Map());
      const counts = here.get(row[PLACE]);
      counts.set(row[LAYER], (counts.get(row[LAYER]) || 0) + 1);
    }
    const areas = [];
    const points = [];
    const places = [...here.keys()].sort((a, b) => data.places[b][P_KM] - data.places[a][P_KM] || a - b);
    for (const number of places) {
      const place = data.places[number];
      const layers = [...here.get(number)].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      const count = layers.reduce((sum, [, n]) => sum + n, 0);
      const from = zoomOf(place[P_LAT], place[P_KM]);
      layers.forEach(([layer, n], depth) => {
        const properties = { place: number, depth, colour: data.layers[layer][2], thick: 1.6 + Math.min(2.4, Math.log2(n) * 0.6), from, wide: place[P_KM] > 25 };
        areas.push({ type: "Feature", properties, geometry: { type: "Polygon", coordinates: [shapes[number]] } });
      });
      const properties = { place: number, count, label: count > 1 ? String(count) : "", colour: data.layers[layers[0][0]][2], from, wide: place[P_KM] > 25 };
      points.push({ type: "Feature", properties, geometry: { type: "Point", coordinates: [place[P_LON], place[P_LAT]] } });
    }
    return [areas, points].map((list) => ({ type: "FeatureCollection", features: list }));
  };

  // --- showing a choice everywhere -----------------------------------------------------------------
  let waiting = false;
  let drawn = "";
  const show = () => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => {
      waiting = false;
      const rows = chosen();
      if (map && map.getSource("areas")) {
        const now = rows.map((row) => row[STEM]).join(" ");
        if (now !== drawn) {
          const [areas, points] = features(rows);
          map.getSource("areas").setData(areas);
          map.getSource("points").setData(points);
          drawn = now;
        }
      }
      showList(choice.place === null ? rows : rows.filter((row) => row[PLACE] === choice.place));
      showPlace();
    });
  };
  const showPlace = () => {
    const box = byId("place-chosen");
    box.hidden = choice.place === null;
    if (choice.place !== null) {
      const place = data.places[choice.place];
      box.querySelector("b").textContent = `${place[P_NAME]}, ${place[P_RADIUS]}`;
    }
    if (map && map.getLayer("chosen")) map.setFilter("chosen", ["==", ["get", "place"], choice.place === null ? -1 : choice.place]);
  };
  const choosePlace = (number) => {
    choice.place = number;
    shownRows = PAGE;
    show();
  };

  // --- layers, fields, timeline ------------------------------------------------------------------
  const buildLayers = () => {
    const counts = new Array(data.layers.length).fill(0);
    for (const row of entries) counts[row[LAYER]] += 1;
    byId("register-legend").hidden = !rowsOfRegisters.length;
    data.layers.forEach(([key, label], number) => {
      if (!counts[number]) return;
      const line = element("label", "", byId(isRegister(number) ? "register-layers" : "layers"));
      const box = element("input", "", line);
      box.type = "checkbox";
      box.checked = choice.layers.has(number);
      box.name = key;
      line.appendChild(symbol(number));
      element("span", label, line);
      element("b", String(counts[number]), line);
      box.addEventListener("change", () => {
        if (box.checked) choice.layers.add(number);
        else choice.layers.delete(number);
        shownRows = PAGE;
        show();
      });
    });
  };
  const buildTimeline = () => {
    const rows = data.incidents.filter(dated);
    const undated = data.incidents.length - rows.length;
    byId("undated-label").textContent = data.words["include-undated"].replace("{n}", undated);
    byId("undated").disabled = !undated;
    byId("undated").addEventListener("change", (event) => {
      choice.undated = event.target.checked;
      show();
    });
    if (!rows.length) return;
    const fields = [byId("from"), byId("to")];
    const told = (from, to, whole) => {
      choice.from = whole ? null : from;
      choice.to = whole ? null : to;
      shownRows = PAGE;
      fields[0].value = W.iso(from);
      fields[1].value = W.iso(to);
      show();
    };
    const timeline = new W.Timeline(
      byId("timeline"),
      { language: data.language, layers: data.layers, words: data.words, rows: rows.map((row) => [row[FIRST], row[LAST], row[LAYER]]) },
      told,
    );
    const typed = () => {
      const [from, to] = fields.map((field) => (field.value ? Math.round(Date.parse(field.value) / 86400000) : NaN));
      if (!Number.isNaN(from) && !Number.isNaN(to)) timeline.set(from, to);
    };
    for (const field of fields) field.addEventListener("change", typed);
    byId("reset").addEventListener("click", () => timeline.set(timeline.first, timeline.last));
    timeline.set(timeline.first, timeline.last);
    W.timeline = timeline;
  };

  // --- the map itself --------------------------------------------------------------------------------
  const settlementFeatures = () => ({
    type: "FeatureCollection",
    features: W.labels.settlements.map(([en, local, lat, lon, people]) => ({
      type: "Feature",
      properties: { name: uk ? local : en, people },
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  });
  const countryFeatures = () => ({
    type: "FeatureCollection",
    features: W.labels.countries.map(([lon, lat, en, local]) => ({
      type: "Feature", properties: { name: uk ? local : en }, geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  });
  const own = { fill: "#e9e4d6", line: "#b9b29f" };

  const style = () => {
    const [areas, points] = features(chosen());
    const font = ["Noto Sans, Liberation Sans, Arial, sans-serif"];
    const halo = { "text-halo-color": "#fbf9f3", "text-halo-width": 1.4 };
    const near = ["step", ["zoom"], 200000, 6, 50000, 7, 15000, 8, 2500, 9, 700, 10, 0];
    const sources = {
      world: { type: "geojson", data: W.base.world, tolerance: 0.3, maxzoom: 10, attribution: "Natural Earth" },
      areas: { type: "geojson", data: areas, tolerance: 0.05 },
      points: { type: "geojson", data: points },
      names: { type: "geojson", data: settlementFeatures(), attribution: "GeoNames" },
      countries: { type: "geojson", data: countryFeatures() },
    };
    if (W.base.own) sources.own = { type: "geojson", data: W.base.own, attribution: W.base.credit };
    const layers = [
      { id: "sea", type: "background", paint: { "background-color": "#dde6e8" } },
      { id: "land", type: "fill", source: "world", filter: ["==", ["get", "kind"], "land"],
        paint: { "fill-color": ["case", ["==", ["get", "id"], "804"], "#fbf9f3", "#f1eee6"], "fill-outline-color": "#cfc9ba" } },
      { id: "borders", type: "line", source: "world", filter: ["==", ["get", "kind"], "border"],
        paint: { "line-color": "#a9a292", "line-width": 1, "line-dasharray": [4, 2.5] } },
    ];
    if (W.base.own) {
      layers.push(
        { id: "own-fill", type: "fill", source: "own", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": own.fill, "fill-opacity": 0.5 } },
        { id: "own-line", type: "line", source: "own", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": own.line, "line-width": 1 } },
      );
    }
    layers.push(
      { id: "area-fill", type: "fill", source: "areas", filter: ["==", ["get", "depth"], 0],
        paint: { "fill-color": ["get", "colour"], "fill-opacity": ["case", ["get", "wide"], 0, 0.14] } },
      { id: "area-line", type: "line", source: "areas", filter: ["all", ["!", ["get", "wide"]], [">=", ["zoom"], ["get", "from"]]],
        paint: { "line-color": ["get", "colour"], "line-width": ["get", "thick"], "line-offset": ["*", 4, ["get", "depth"]] } },
      { id: "area-line-wide", type: "line", source: "areas", filter: ["get", "wide"],
        paint: { "line-color": ["get", "colour"], "line-width": 1.2, "line-offset": ["*", 3, ["get", "depth"]], "line-dasharray": [4, 3] } },
      { id: "chosen", type: "line", source: "areas", filter: ["==", ["get", "place"], -1], paint: { "line-color": "#1a1a19", "line-width": 2.5, "line-offset": -3 } },
      { id: "halo", type: "circle", source: "points", filter: ["all", ["!", ["get", "wide"]], ["<", ["zoom"], ["get", "from"]]],
        paint: { "circle-radius": HALO, "circle-color": ["get", "colour"], "circle-opacity": 0.28, "circle-blur": 0.25, "circle-stroke-color": ["get", "colour"], "circle-stroke-width": 1.2, "circle-stroke-opacity": 0.8 } },
      { id: "settlements", type: "circle", source: "names", filter: [">=", ["get", "people"], near],
        paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 1.2, 10, 2.2], "circle-color": "#7b7567" } },
      { id: "country-names", type: "symbol", source: "countries", maxzoom: 7,
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 14, "text-letter-spacing": 0.16 }, paint: { "text-color": "#8a8474", ...halo } },
      { id: "counts", type: "symbol", source: "points", filter: ["!", ["get", "wide"]],
        layout: { "text-field": ["get", "label"], "text-font": font, "text-size": 12, "text-allow-overlap": false, "symbol-sort-key": ["-", 0, ["get", "count"]] },
        paint: { "text-color": "#1a1a19", "text-halo-color": "#fffefb", "text-halo-width": 1.6 } },
      { id: "names", type: "symbol", source: "names", filter: [">=", ["get", "people"], near],
        layout: { "text-field": ["get", "name"], "text-font": font, "text-size": ["interpolate", ["linear"], ["get", "people"], 500, 10.5, 50000, 12.5, 1000000, 15], "text-anchor": "top", "text-offset": [0, 0.75], "symbol-sort-key": ["-", 0, ["get", "people"]], "text-padding": 3, "text-max-width": 8 },
        paint: { "text-color": "#4a463d", ...halo } },
    );
    return { version: 8, sources, layers };
  };

  const buildMap = () => {
    const box = data.box || [22, 44, 40.5, 52.5];
    try {
      map = new window.maplibregl.Map({
        container: "map", style: style(), bounds: [[box[0], box[1]], [box[2], box[3]]], fitBoundsOptions: { padding: 24 },
        attributionControl: { compact: true }, maxZoom: 13, minZoom: 2, dragRotate: false, pitchWithRotate: false, touchPitch: false,
        renderWorldCopies: false, fadeDuration: 0,
        locale: {
          "NavigationControl.ZoomIn": data.words["zoom-in"], "NavigationControl.ZoomOut": data.words["zoom-out"],
          "ScaleControl.Kilometers": data.words.kilometres, "ScaleControl.Meters": data.words.metres,
          "AttributionControl.ToggleAttribution": data.words.credit, "Map.Title": data.words.label,
        },
      });
    } catch {
      map = null;
      byId("map-failed").hidden = false;
      return;
    }
    map.touchZoomRotate.disableRotation();
    map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new window.maplibregl.ScaleControl({ maxWidth: 140, unit: "metric" }), "bottom-left");
    map.on("load", () => {
      byId("map-drawn").hidden = true;
      byId("map").dataset.ready = Math.round(window.performance.now());
      if (W.base.tiles) W.addTiles(map);
      show();
    });
    const pick = ["halo", "area-fill", "area-line", "area-line-wide"];
    map.on("click", (event) => {
      const found = map.queryRenderedFeatures(event.point, { layers: pick }).map((feature) => feature.properties.place);
      choosePlace(found.length ? found.sort((a, b) => data.places[a][P_KM] - data.places[b][P_KM])[0] : null);
    });
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = map.queryRenderedFeatures(event.point, { layers: pick }).length ? "pointer" : "";
    });
    drawn = chosen().map((row) => row[STEM]).join(" ");
    W.mapView = map;
  };

  const fromAddress = () => {
    const register = data.layers.findIndex((layer) => `#${layer[0]}` === window.location.hash);
    if (register >= 0) {  // from the page of a register: its rows alone
      for (const box of document.querySelectorAll(".legend input")) {
        const wanted = box.name === data.layers[register][0];
        if (box.checked !== wanted) box.click();
      }
      return;
    }
    const found = /^#place-(.+)$/.exec(window.location.hash);
    const number = found ? data.places.findIndex((place) => place[0] === found[1]) : -1;
    if (number < 0) return;
    choosePlace(number);
    const place = data.places[number];
    if (map && place[P_KM] !== null) {
      const reach = Math.max(place[P_KM], 2) / 60;
      map.fitBounds([[place[P_LON] - reach * 1.5, place[P_LAT] - reach], [place[P_LON] + reach * 1.5, place[P_LAT] + reach]], { padding: 40, animate: false });
    }
  };

  byId("no-script").hidden = true;
  byId("more").addEventListener("click", () => { shownRows += PAGE * 3; show(); });
  byId("all-places").addEventListener("click", () => choosePlace(null));
  const unplaced = data.incidents.filter((row) => row[PLACE] < 0 || !shapes[row[PLACE]]).length;
  if (unplaced) byId("unplaced").textContent = data.words.unplaced.replace("{n}", unplaced);
  buildLayers();
  buildTimeline();
  buildMap();
  fromAddress();
  window.addEventListener("hashchange", fromAddress);
  show();
})();
