"""The case put together by hand that the tests of protection use: an export is tried behind the real gate."""

from tests.unit.protection.conftest import mission, place

__all__ = ["mission", "place"]
