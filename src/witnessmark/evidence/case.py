"""The case folder: where the truth is kept, and the one place where it is added to."""

import contextlib
import secrets
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from witnessmark.evidence import files, journal
from witnessmark.evidence import state as facts
from witnessmark.evidence.admitting import admit, heir, owner_here
from witnessmark.evidence.authority import CONTROL
from witnessmark.evidence.case_key import CaseKey
from witnessmark.evidence.device_names import NamedDevice, named_devices
from witnessmark.evidence.entry import Entry
from witnessmark.evidence.errors import EvidenceError, Locked, NoCase, UnknownDevice
from witnessmark.evidence.fold import fold
from witnessmark.evidence.fold_keys import wrapped_for
from witnessmark.evidence.keys import DeviceKey
from witnessmark.evidence.kinds import Body, CaseCreated, CaseKeyed, DeviceEnrolled, Role
from witnessmark.evidence.object_keys import ObjectKeys
from witnessmark.evidence.objects import ObjectStore
from witnessmark.evidence.payloads import Register
from witnessmark.evidence.recorder import Recorder
from witnessmark.evidence.rings import KeyRings
from witnessmark.evidence.secrets import AskAgent, Secrets, ask_agent
from witnessmark.evidence.settings import FORMAT, CaseSettings, parse_settings
from witnessmark.evidence.speaking import Speaking
from witnessmark.evidence.verified import VerifiedHeads
from witnessmark.model.canonical import digest_bytes
from witnessmark.model.many_objects import uncollected

SETTINGS = "case.toml"
MISSION = "mission.toml"
"""What the mission says of itself: a file of the user's own, which may lie in the folder and proves nothing."""
STARTING = ".starting"
"""Marks a folder in which a case is being made: what a kill leaves there holds nothing yet."""
FOLDERS = ("objects", "journal", "keys", "derived")

Clock = Callable[[], datetime]


def device_clock() -> datetime:
    """This device's own time, with its zone."""
    return datetime.now().astimezone()


class Case:
    """An open case. ``Case.create``, ``Case.join``, ``Case.open`` and ``Case.find`` give one."""

    def __init__(
        self, path: Path, settings: CaseSettings, clock: Clock = device_clock, agent: AskAgent = ask_agent
    ) -> None:
        self.path = path
        self.clock = clock
        self.settings = settings
        self.secrets = Secrets(path / "keys", settings.id, self.state, agent)
        self.objects = ObjectStore(path / "objects", keys=ObjectKeys(KeyRings(path / "keys" / "objects"), self.secrets))
        self._keys = self.secrets.devices()
        self._recorder = Recorder(path, self.objects, self._keys, self.secrets.key, self.verified_heads, clock)
        self.lock = self._recorder.lock
        self._own: str | None = None
        self._speaking = Speaking(self)
        self._verified: VerifiedHeads | None = None
        self._state: tuple[object, facts.State] | None = None
        self._registers: dict[str, Register] = {}

    # Making and finding

    @classmethod
    def create(
        cls, path: Path, title: str, device_name: str, notice: str | None = None, clock: Clock = device_clock,
        passphrase: str | None = None,
    ) -> "Case":  # fmt: skip
        """A new case in an empty or new folder; raises ``NoCase`` when there is something in it. Without a passphrase
        its key lies there in plain: whoever has the folder can read the case."""
        key = DeviceKey.generate()
        settings = CaseSettings(
            format=FORMAT, id=secrets.token_hex(16), title=title, notice=notice,
            created=clock().isoformat(timespec="seconds"), salt=secrets.token_hex(32), founder=key.device,
        )  # fmt: skip
        return cls._start(path, settings.encode(), device_name, clock, key, passphrase)

    @classmethod
    def join(
        cls, path: Path, there: Path, device_name: str, clock: Clock = device_clock, passphrase: str | None = None
    ) -> "Case":
        """A new folder of the case that is at ``there``, with a device of its own. ``sync.merge`` then fills it."""
        return cls._start(path, _settings_bytes(there), device_name, clock, DeviceKey.generate(), passphrase)

    @classmethod
    def _start(
        cls, path: Path, settings: bytes, device_name: str, clock: Clock, key: DeviceKey, passphrase: str | None
    ) -> "Case":
        """``case.toml`` comes last: a folder without it is no case, and one marked as unfinished may be made anew."""
        parsed = parse_settings(settings)
        path.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(path)
        if any(path.iterdir()):
            raise NoCase(f"{path} is not empty: a case needs a folder of its own")
        (path / STARTING).touch()
        for name in FOLDERS:
            (path / name).mkdir()
        (path / "keys").chmod(0o700)
        case = cls(path, parsed, clock)
        case.secrets.add(key, passphrase)
        with case.recording():
            if parsed.founder == key.device:
                case_key = CaseKey.generate()
                case.secrets.know(case_key)
                case.enrol(key, device_name)
                case.record(CaseCreated(case=parsed.id, settings=digest_bytes(settings)), key.device)
                case.record(wrapped_for(case_key, parsed.id, key.device, key.sealing_key), key.device)
            else:
                case.enrol(key, device_name)
        files.write_whole(path / SETTINGS, settings)
        files.remove(path / STARTING)
        return case

    @classmethod
    def open(cls, path: Path, clock: Clock = device_clock) -> "Case":
        """The case in that folder; raises ``NoCase`` when there is none."""
        settings = parse_settings(_settings_bytes(path), str(path / SETTINGS))
        with contextlib.suppress(OSError):
            files.remove(path / STARTING)
        return cls(path, settings, clock)

    @classmethod
    def find(cls, start: Path | None = None, clock: Clock = device_clock) -> "Case":
        """The case that a folder lies in, looking upwards from ``start`` (default: the current folder)."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / SETTINGS).is_file():
                return cls.open(folder, clock)
        raise NoCase(f"{here} lies in no case: make one with `witnessmark init NAME`, or go into its folder")

    # Devices

    def add_device(self, name: str, role: Role = "member") -> NamedDevice:
        """A new device with its key in this folder: another laptop's place, or a named reviewer's. In an owner's folder
        it is admitted at once and given the case key; elsewhere it waits for an owner to admit it."""
        if any(device.here and device.name == name for device in self.devices().values()):
            raise EvidenceError("there already is a device of that name in this case folder")
        key = DeviceKey.generate()
        self.secrets.add(key)
        with self.recording():
            self.enrol(key, name)
            if owner_here(self) is not None:
                return admit(self, key.device, role)
        return self.device(key.device)

    def key_for(self, device: str, by: str | None = None) -> str | None:
        """Give a device of that name or id the case key: it can read from the next ``sync`` on. Gives the digest of the
        entry; None in a case without a key. Raises ``Locked`` when this folder cannot open it itself."""
        case_key = self.secrets.case_key()
        found = self.state().devices[self.device(device).id]
        if case_key is None:
            return None
        if found.sealing_key is None:
            raise EvidenceError("that device enrolled with an older version: it needs a new device to be given the key")
        return self.record(wrapped_for(case_key, self.settings.id, found.id, bytes.fromhex(found.sealing_key)), by)

    def enrol(self, key: DeviceKey, name: str) -> None:
        """Begin the journal of a device whose key is in this folder."""
        with self.recording():
            register = self.objects.add_value(Register(name=name)).address
            body = DeviceEnrolled(
                case=self.settings.id, public_key=key.public.hex(), register=register,
                sealing_key=key.sealing_key.hex(),
            )  # fmt: skip
            self.record(body, key.device)

    def devices(self) -> dict[str, NamedDevice]:
        """Every enrolled device by its owner's name, in order of enrolment: see ``named_devices``."""
        return named_devices(
            self.state().devices.values(), lambda device: self._register(device).name, self.secrets.here
        )

    def given_name(self, device: str) -> str:
        """The name that a device gave when it enrolled, which others may have given too."""
        return self._register(self.state().devices[device]).name

    def device(self, name: str | None = None) -> NamedDevice:
        """The device of that name or id; without one, this folder's own first device. Raises ``UnknownDevice``."""
        wanted = self._own_device() if name is None else name
        for device in self.devices().values():
            if wanted in (device.name, device.id):
                return device
        raise UnknownDevice("no device of that name is enrolled in this case")

    def _register(self, device: facts.Device) -> Register:
        if device.register not in self._registers:
            try:
                self._registers[device.register] = self.objects.read_value(device.register, Register)
            except (EvidenceError, Locked, msgspec.MsgspecError):
                return Register(name=f"device {device.id[:8]}")
        return self._registers[device.register]

    def _own_device(self) -> str:
        """Of the devices whose keys are here, the one that enrolled in ignorance of the others: the folder's first."""
        if self._own is not None:
            return self._own
        known: dict[str, int] = {}
        for device in self.secrets.here:
            path = self.path / "journal" / f"{device}.jsonl"
            if path.is_file() and (entry := journal.first_entry(path)):
                known[device] = len(entry.saw.keys() & self.secrets.here)
        if not known:
            raise UnknownDevice("this case folder holds no device key: add a device first")
        first = min(sorted(known), key=known.__getitem__)
        if known[first]:  # never sign as somebody else because one's own journal cannot be read
            raise UnknownDevice("the journal of this folder's first device is damaged: `witnessmark verify` tells more")
        while (new := heir(self, first)) is not None:
            first = new
        self._own = first
        return self._own

    def forget_own_device(self) -> None:
        """It handed over to another: look again which one it is."""
        self._own, self._verified = None, None

    # Recording and reading

    def recording(self) -> contextlib.AbstractContextManager[None]:
        """Everything recorded and every object added inside becomes durable together, at its end. Other writers
        wait."""
        return self._recorder.recording()

    def checkpoint(self) -> None:
        """Inside a long ``recording``: make durable what there is so far."""
        self._recorder.checkpoint()

    def record(self, body: Body, device: str | None = None) -> str:
        """Sign and add an entry as the device of that id or name (default: this folder's own); gives its digest.
        Raises ``BeyondRole`` when it would count for nothing."""
        if device not in self.secrets.here:
            device = self._own_device() if device is None else self.device(device).id
        if not isinstance(body, DeviceEnrolled | CaseCreated | CaseKeyed):
            self._speaking.check(body, device)
        if isinstance(body, CONTROL):
            self._speaking.forget()
        return self._recorder.record(body, device)

    def key(self, device: str | None = None) -> DeviceKey:
        """The key of the device of that id or name (default: this folder's own), to sign a release with."""
        found = self.device(device).id
        key = self.secrets.key(found)
        if key is None:
            raise UnknownDevice("the key of that device is not in this case folder")
        return key

    @property
    def recovered(self) -> tuple[str, ...]:
        """Files in ``journal/`` to which torn bytes of a killed writer were put aside since this case was opened."""
        return tuple(self._recorder.recovered)

    def verified_heads(self) -> VerifiedHeads:
        """Up to where the journals were checked before, by this folder's own device."""
        if self._verified is None:
            path = self.path / "derived" / "verified.json"
            try:
                self._verified = VerifiedHeads(path, self.secrets.key(self._own_device()))
            except (UnknownDevice, Locked):
                return VerifiedHeads(path, None)
        return self._verified

    def state(self) -> facts.State:
        """What the journals say now, including what this process has recorded and not yet made durable.

        Computed anew only after a change. Costs in proportion to the number of entries: ask once for many questions.
        """
        pending = self._recorder.pending()
        found = [(device, path, path.stat()) for device, path in journal.journal_files(self.path / "journal")]
        key = ([(path.name, at.st_size, at.st_mtime_ns) for _, path, at in found], [e.digest for e in pending])
        if self._state is None or self._state[0] != key:
            with uncollected():
                self._state = key, self._fold([(device, path) for device, path, _ in found], pending)
        return self._state[1]

    def _fold(self, paths: list[tuple[str, Path]], pending: list[Entry]) -> facts.State:
        verified = self.verified_heads()
        journals = [journal.read_journal(path, device, verified.get(path.name)) for device, path in paths]
        verified.checked({read.file: read.head for read in journals if read.problem is None})
        rejected = [
            facts.Quarantined(device=p.device, reason=p.reason, file=p.file, line=p.line)
            for p in (read.problem for read in journals)
            if p is not None
        ]
        entries = [entry for read in journals for entry in read.entries]
        return fold([*entries, *pending], self.settings.id, rejected, self.settings.founder)


def _settings_bytes(path: Path) -> bytes:
    try:
        return (path / SETTINGS).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoCase(f"there is no case in {path}: case.toml is missing") from None


def _clear_unfinished(path: Path) -> None:
    """Remove what an interrupted ``create`` left. Only a folder that is marked as unfinished and is no case."""
    if (path / SETTINGS).exists() or not (path / STARTING).exists():
        return
    for name in FOLDERS:
        shutil.rmtree(path / name, ignore_errors=True)
    for unfinished in path.glob(f".{SETTINGS}.*.new"):
        files.remove(unfinished)
    files.remove(path / ".lock")
    files.remove(path / STARTING)
