"""A test that cannot run for a missing part is reported; in CI it is a failure."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", deadline=None, derandomize="FUZZ_TIMES" not in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
"""No property is timed: on a busy machine a deadline fails what holds. And every run draws the same examples, so that a
change fails for what it did; ``make fuzz`` and the drills look for new ones."""

OPTIONAL = "optional: "
"""How the reason of a skip begins that may stand in CI too: an extra, a feature of the kernel, material beside."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if not reason.removeprefix("Skipped: ").startswith(OPTIONAL):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was not run, and in CI that is a failure: {reason}"
    return report
