"""What lies beside a dossier so that it can be checked with ordinary tools: digests of the originals, stamps."""

import base64
import hashlib

from witnessmark.model.handover import TimeStamp
from witnessmark.model.release import Release
from witnessmark.protection.bagging import name_in_bag

FOLDER = "stamps"


def stamp_name(stamp: TimeStamp) -> str:
    """The name of its two files, without what follows the dot."""
    return f"{FOLDER}/{hashlib.sha256(stamp.token.encode()).hexdigest()[:16]}"


def proofs(release: Release) -> dict[str, bytes]:
    """File name to bytes: ``exhibits.sha256`` as ``sha256sum -c`` takes it in the folder ``data`` of a bag of the
    originals, and each stamp as ``openssl ts -verify -data X.heads -in X.tsr`` takes it."""
    known = [source for source in release.sources if source.sha256]
    files = {}
    if known:
        files["exhibits.sha256"] = "".join(f"{s.sha256}  {s.label}/{name_in_bag(s)}\n" for s in known).encode()
    for stamp in release.stamps:
        files[f"{stamp_name(stamp)}.heads"] = stamp.heads.encode("ascii")
        files[f"{stamp_name(stamp)}.tsr"] = base64.b64decode(stamp.token)
    return files
