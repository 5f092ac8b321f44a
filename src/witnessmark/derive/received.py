"""What was given to ``add``: plain files and folders, and folders that bring their own record: a bag, an archiver's."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from witnessmark.derive.adding import Addition, files_of, readable_name
from witnessmark.intake.auto_archiver import is_auto_archiver, read_auto_archiver
from witnessmark.intake.bag import is_bag, read_bag
from witnessmark.intake.told import Told


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """Files to take in with the names to keep, what is told of some of them, and what should be there and is not."""

    files: list[tuple[Path, str]]
    told: dict[Path, Told]
    lacking: list[Addition]
    kinds: list[str]
    """Of the folders that were recognised: ``bagit``, ``auto-archiver``."""


def given_by(paths: Iterable[Path]) -> Given:
    given = Given(files=[], told={}, lacking=[], kinds=[])
    for path in paths:
        if path.is_dir() and is_bag(path):
            received = read_bag(path)
        elif path.is_dir() and is_auto_archiver(path):
            received = read_auto_archiver(path)
        else:
            files, passed = files_of(path)
            given.files.extend(files)
            given.lacking.extend(passed)
            continue
        given.kinds.append(received.kind)
        given.files.extend((file, readable_name(name)) for file, name in received.files)
        given.told.update(received.told)
        given.lacking.extend(Addition(file_name=readable_name(n), problem=reason) for n, reason in received.lacking)
    return given
