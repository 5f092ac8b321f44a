"""How soon a published site shows its map: drawn at once, and movable once WebGL runs (here without a graphics card).

``python -m benchmarks.first_map SITE``, where SITE is the folder of a release.
"""

import shutil
import statistics
import sys
from pathlib import Path

TIMES = 5
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SEEN = """
    const look = () => {
      const drawn = document.querySelector("#map-drawn svg");
      if (drawn && drawn.getBoundingClientRect().width) {
        requestAnimationFrame(() => { window.firstMap = performance.now(); });
      } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""


def run(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    first: list[float] = []
    moves: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(TIMES):
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.add_init_script(SEEN)
            page.goto((site / "map.html").resolve().as_uri())
            page.wait_for_selector("#map[data-ready]", timeout=60_000)
            first.append(page.evaluate("window.firstMap") / 1000)
            moves.append(float(page.get_attribute("#map", "data-ready") or "nan") / 1000)
            page.close()
        browser.close()
    print(f"first map: {statistics.median(first):.2f} s; it moves after {statistics.median(moves):.2f} s", end="")
    print(f" (median of {TIMES}, software rendering)")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
