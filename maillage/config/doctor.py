"""The doctor: each question about an installation answered in one sentence, with a remedy where it is needed."""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection
from django.utils import timezone

from maillage.config.preparation import pending_migrations, static_files_are_collected
from maillage.config.translations import stale_translations
from maillage.core.scripts import FAMILIES, WRITTEN_IN, family_for
from maillage.kit.pdf import fonts

FREE_BYTES = 500_000_000
CLOCKS_APART = timedelta(seconds=3)
QUIET_WORKER = timedelta(minutes=3)
SQLITE_IN_FORCE = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
VIDEO_REMEDY = "Compare BIGBLUEBUTTON_URL and BIGBLUEBUTTON_SECRET with what `bbb-conf --secret` prints there."
ROUTER_REMEDY = (
    "Check OSRM_URL, VALHALLA_URL or OPENROUTESERVICE_URL, and that the router runs; estimates serve meanwhile."
)
POSTGRESQL_IN_FORCE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and what to do if not."""

    is_well: bool
    says: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything; what needs the database is left out when the database is away."""
    yield _home()
    yield _secret_key()
    yield _disk()
    database = _database()
    yield database
    if database.is_well:
        yield _safety()
        yield _clock()
        tables = _migrations()
        yield tables
        if tables.is_well:
            yield _worker()
            yield _outbox()
            yield _fonts()
    yield _files()
    yield _translations()
    yield _mail()
    yield _video()
    yield from _routers()
    yield _address()
    yield _time_zones()


def _home() -> Finding:
    return Finding(True, f"The home folder is {settings.HOME}; it can be written.")


def _secret_key() -> Finding:
    path = Path(settings.HOME) / "secret-key"
    if not path.exists():
        well = len(settings.SECRET_KEY) >= 40
        return Finding(
            well, "The secret key comes from SECRET_KEY.", "Make SECRET_KEY at least 40 random characters long."
        )
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding(
        not mode & 0o077,
        f"The secret key is a file with the rights {mode:o}.",
        f"Others can read it. Run: chmod 600 {path}",
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    return Finding(
        free >= FREE_BYTES,
        f"{free / 1e9:.1f} GB are free on the disk of the home folder.",
        f"Make room: below {FREE_BYTES / 1e9:.1f} GB, pictures and backups soon fail.",
    )


def _database() -> Finding:
    where = settings.DATABASES["default"]["NAME"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        reason = str(error).strip().partition("\n")[0]
        remedy = f"Check DATABASE_URL, and that the server runs and lets you in ({reason})."
        return Finding(False, f"The {connection.vendor} database {where} does not answer.", remedy)
    return Finding(True, f"The {connection.vendor} database {where} answers.")


def _safety() -> Finding:
    """Ask the database itself, since a setting in a file may not be in force."""
    if connection.vendor == "sqlite":
        found = {name: _asked(f"PRAGMA {name}") for name in SQLITE_IN_FORCE}
        well = found == SQLITE_IN_FORCE and not settings.DATABASES["default"].get("ATOMIC_REQUESTS")
    else:
        found = {name: _asked(f"SHOW {name}") for name in POSTGRESQL_IN_FORCE}
        well = set(found.values()) == {"on"}
    values = ", ".join(f"{name} {value}" for name, value in found.items())
    return Finding(
        well,
        f"What keeps acknowledged data through a power cut: {values}.",
        "Set them as docs/running.md says; until then a power cut can lose what people were told is saved.",
    )


def _asked(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def _migrations() -> Finding:
    pending = pending_migrations()
    if not pending:
        return Finding(True, "The database has every migration of this version.")
    return Finding(False, f"The database lacks {pending} migrations of this version.", "Run: maillage prepare")


def _worker() -> Finding:
    from maillage.kit.models import TickRun

    last = TickRun.objects.order_by("-began_at").values_list("began_at", flat=True).first()
    if last is None:
        return Finding(True, "No worker has run on this database yet; `maillage run` starts one.")
    ago = timezone.now() - last
    return Finding(
        ago < QUIET_WORKER,
        f"A worker was last seen {int(ago.total_seconds())} seconds ago.",
        "Mails wait until one runs. Start `maillage run`, or `maillage work` next to `maillage run --web`.",
    )


def _clock() -> Finding:
    if connection.vendor == "sqlite":
        return Finding(True, f"The clock says {timezone.now():%Y-%m-%d %H:%M} UTC.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        there = cursor.fetchone()[0]
    apart = abs(timezone.now() - there)
    return Finding(
        apart < CLOCKS_APART,
        f"The clocks of this machine and of the database differ by {apart.total_seconds():.1f} seconds.",
        "Set both by the network (systemd-timesyncd or chrony).",
    )


def _outbox() -> Finding:
    from maillage.kit.models import MailState, OutboxMail

    stuck = OutboxMail.objects.filter(state=MailState.FAILED).count()
    return Finding(
        not stuck,
        f"{stuck} mails could not be delivered." if stuck else "No mail has failed.",
        "Look at the outbox on the desk: each says why.",
    )


def _files() -> Finding:
    return Finding(
        static_files_are_collected(),
        f"Style sheets and scripts are read from {settings.STATIC_ROOT}.",
        "They are missing or older than this version. Run: maillage prepare",
    )


def _translations() -> Finding:
    stale = [path.parent.parent.name for path in stale_translations()]
    return Finding(
        not stale,
        "The translations are compiled; pages use the fonts of the reader's device.",
        f"Not compiled: {', '.join(stale)}. Run: maillage prepare",
    )


def _fonts() -> Finding:
    from maillage.territory.models import Region

    spoken = {language for languages in Region.objects.values_list("languages", flat=True) for language in languages}
    return fonts_for(spoken, set(fonts().families()))


def fonts_for(spoken: set[str], found: set[str]) -> Finding:
    """Say which scripts a PDF can be set in; wrong only where a region speaks a language that lacks its font."""
    by_script = {script: family_for(script, found) for script in FAMILIES}
    lacking = [script for script, family in by_script.items() if not family]
    set_in = "".join(f", {script} in {family}" for script, family in by_script.items() if family)
    says = f"PDF is set in Latin, Greek and Cyrillic letters{set_in}"
    if not lacking:
        return Finding(True, f"{says}.")
    wanted = " and ".join(FAMILIES[script][0] for script in lacking)
    remedy = f"Install {wanted}, or put the font file into {Path(settings.HOME) / 'fonts'}, and start again."
    needed = {WRITTEN_IN.get(language) for language in spoken} & set(lacking)
    return Finding(not needed, f"{says}; {' and '.join(lacking)} would need {wanted}.", remedy)


def _mail() -> Finding:
    if not settings.MAIL_IS_SENT:
        return Finding(True, "No mail server is set: mails stay in the desk's outbox. EMAIL_URL changes that.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    line = get_connection()
    try:
        line.open()
    except (SMTPException, OSError) as error:
        reason = type(error).__name__
        return Finding(
            False, f"The mail server {server} cannot be used ({reason}).", "Check EMAIL_URL and the network."
        )
    line.close()
    return Finding(True, f"The mail server {server} lets us in; no mail was sent.")


def _video() -> Finding:
    from maillage.cooperation.video import VideoFailed, video_server

    server = video_server()
    if server is None:
        return Finding(True, "No video server is set: roundtables use the link their convenor writes down.")
    try:
        server.is_running("maillage-doctor")
    except VideoFailed as failure:
        return Finding(False, f"The video server {server.origin} cannot be used: {failure}", VIDEO_REMEDY)
    return Finding(True, f"The video server {server.origin} answers and accepts the secret.")


def _routers() -> Iterator[Finding]:
    from maillage.mobility.travel import Stop
    from maillage.mobility.travel.router import named_routers, trouble_of

    start, end = Stop("", "", 46.434, 4.658), Stop("", "", 46.307, 4.828)
    for source in named_routers():
        address = settings.ROUTERS[source.value]
        trouble = trouble_of(source, start, end)
        says = (
            f"The router {address} ({source.value}) cannot be used: {trouble}."
            if trouble
            else f"The router {address} answers."
        )
        yield Finding(not trouble, says, ROUTER_REMEDY)


def _address() -> Finding:
    local = settings.BASE_URL.startswith(("http://127.0.0.1", "http://localhost"))
    return Finding(
        local or settings.BEHIND_TLS,
        f"Mails point to {settings.BASE_URL}.",
        "Set BASE_URL to the https address people type, and let a reverse proxy do TLS.",
    )


def _time_zones() -> Finding:
    try:
        known = bool(ZoneInfo("Europe/Paris"))
    except ZoneInfoNotFoundError:
        known = False
    well = known and time.time() > 1_700_000_000
    return Finding(well, "Time zones are known and the year is plausible.", "Install tzdata and set the clock.")
