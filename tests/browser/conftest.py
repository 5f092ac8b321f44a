"""A Chromium for the browser tests, and sites built from the made-up release. Skipped where there is no Chromium."""

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from witnessmark.model.consent import Audience
from witnessmark.publish.site.build import build_site

PATIENCE = 180_000
"""Milliseconds until something that is waited for is given up: nothing here may fail because the machine is busy."""

expect.set_options(timeout=PATIENCE)

SAMPLE = Path(__file__).parent.parent / "unit/publish/site/sample.py"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_sample", SAMPLE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal edition: it has every kind of page."""
    out = tmp_path_factory.mktemp("site")
    build_site(sample.sample_release(Audience.INTERNAL), out)
    return out


class Watch:
    """What the pages said and asked for that they should not have, since a test began."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []

    def on(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith(("file:", "blob:", "data:")) else self.requests.append(asked.url)
            ),
        )

    def forget(self) -> None:
        self.errors.clear()
        self.requests.clear()


@pytest.fixture(scope="session")
def watching() -> Watch:
    return Watch()


@pytest.fixture
def watch(watching: Watch) -> Watch:
    watching.forget()
    return watching


def open_page(context: BrowserContext, watch: Watch) -> Page:
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch.on(page)
    return page


@pytest.fixture(scope="session")
def one_desk(chromium: Browser, watching: Watch) -> Page:
    return open_page(chromium.new_context(viewport={"width": 1440, "height": 900}), watching)


@pytest.fixture(scope="session")
def one_phone(chromium: Browser, watching: Watch) -> Page:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    return open_page(context, watching)


@pytest.fixture
def desk(one_desk: Page, watch: Watch) -> Iterator[Page]:
    """One page for all tests, since a new one costs more than most tests do. What it showed is gone with the test."""
    yield one_desk
    one_desk.goto("about:blank")


@pytest.fixture
def phone(one_phone: Page, watch: Watch) -> Iterator[Page]:
    yield one_phone
    one_phone.goto("about:blank")


@pytest.fixture
def fresh(chromium: Browser, watch: Watch) -> Iterator[Page]:
    """A page of its own, for a test that changes more than a document."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield open_page(context, watch)
    context.close()
