"""The made-up release, and a site built from it, for the tests of this folder."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from witnessmark.model.consent import Audience
from witnessmark.publish.site.build import build_site


def load_sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_sample", Path(__file__).with_name("sample.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    return load_sample()


@pytest.fixture(scope="session")
def public_site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public")
    build_site(sample.sample_release(), out)
    return out


@pytest.fixture(scope="session")
def internal_site(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("internal")
    build_site(sample.sample_release(Audience.INTERNAL), out)
    return out
