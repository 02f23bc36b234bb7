"""Where the server listens, asked of the system before anything is prepared."""

from __future__ import annotations

import http.client
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from maillage.config.refusal import Refusal


@dataclass(frozen=True)
class Address:
    """A host and a port to listen on."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        """Read HOST and PORT. Raises Refusal for a port that is no number between 1 and 65535."""
        given = os.environ.get("PORT") or "8000"
        if not given.isdecimal() or not 0 < int(given) < 65536:
            raise Refusal(f"PORT is “{given}”; it must be a number between 1 and 65535, for example 8000.")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(given))

    @property
    def url(self) -> str:
        """The address people open: BASE_URL where it is set."""
        return os.environ.get("BASE_URL", "").rstrip("/") or f"http://{self._reachable}:{self.port}"

    def refuse_if_taken(self) -> None:
        """Raise Refusal where nobody can listen here."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except PermissionError:
                raise Refusal(f"Port {self.port} needs rights you do not have; set PORT to 1024 or more.") from None
            except OSError as error:
                raise self._refusal(error) from None

    def answers(self) -> bool:
        """Ask /healthz once: true when the server and its database answer."""
        line = http.client.HTTPConnection(self._reachable.strip("[]"), self.port, timeout=5)
        try:
            line.request("GET", "/healthz", headers={"Host": urlsplit(self.url).netloc})
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    @property
    def _reachable(self) -> str:
        if self.host in {"0.0.0.0", "", "::"}:  # noqa: S104 - compared, not bound
            return "127.0.0.1"
        return f"[{self.host}]" if ":" in self.host else self.host

    def _refusal(self, error: OSError) -> Refusal:
        if error.errno == 98 or "in use" in str(error):
            free = f"for example: PORT={self.port + 1} make run"
            return Refusal(f"Port {self.port} on {self.host} is taken by another program; choose another, {free}.")
        return Refusal(f"Nobody can listen on {self.host}, port {self.port}: {error.strerror}.")
