// A user's own base map as a PMTiles archive, carried inside the page's data: nothing is fetched. Its layers are drawn
// plainly, below the incidents, whatever they are called; raster tiles are drawn as they are.
(function () {
  "use strict";
  const W = window.WITNESSMARK;
  const BELOW = "area-fill";
  const MVT = 1;

  const archive = () => {
    const bytes = Uint8Array.from(window.atob(W.base.tiles), (letter) => letter.charCodeAt(0));
    const source = {
      getKey: () => "base",
      getBytes: async (offset, length) => ({ data: bytes.buffer.slice(offset, offset + length) }),
    };
    return new window.pmtiles.PMTiles(source);
  };

  W.addTiles = async (map) => {
    const tiles = archive();
    const header = await tiles.getHeader();
    const metadata = (await tiles.getMetadata()) || {};
    const vector = header.tileType === MVT;
    window.maplibregl.addProtocol("carried", async (request) => {
      const [z, x, y] = request.url.replace("carried://", "").split("/").map(Number);
      const tile = await tiles.getZxy(z, x, y);
      return { data: tile ? tile.data : new ArrayBuffer(0) };
    });
    map.addSource("tiles", {
      type: vector ? "vector" : "raster", tiles: ["carried://{z}/{x}/{y}"], tileSize: vector ? 512 : 256,
      minzoom: header.minZoom, maxzoom: header.maxZoom, attribution: W.base.credit,
    });
    if (!vector) {
      map.addLayer({ id: "tiles", type: "raster", source: "tiles" }, BELOW);
      return;
    }
    for (const { id } of metadata.vector_layers || []) {
      map.addLayer({ id: `tiles-fill-${id}`, type: "fill", source: "tiles", "source-layer": id, filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": "#ded8c8", "fill-opacity": 0.35 } }, BELOW);
      map.addLayer({ id: `tiles-line-${id}`, type: "line", source: "tiles", "source-layer": id, filter: ["!=", ["geometry-type"], "Point"],
        paint: { "line-color": "#b4ac98", "line-width": 0.7 } }, BELOW);
    }
  };
})();
