"""Arrays of an ``.npz`` file, each decompressed when it is first asked for."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from footmap.errors import AssetError, Problem


class Archive(Mapping[str, NDArray[Any]]):
    """Arrays by name; safe to read from several threads.

    Parameters
    ----------
    path : Path
        The file; it is read whole and closed at once.
    name : str
        How messages call it.

    Raises
    ------
    AssetError
        If the file is missing or no archive; also when a damaged array is asked for.

    Attributes
    ----------
    digest : str
        SHA-256 of the file.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        try:
            data = path.read_bytes()
            self.digest = hashlib.sha256(data).hexdigest()
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except OSError as error:
            raise AssetError((Problem(name, f"The file cannot be read: {error.strerror}."),)) from error
        except zipfile.BadZipFile as error:
            raise AssetError((Problem(name, "The file is damaged; build the atlas again."),)) from error
        self._members = {member.removesuffix(".npy"): member for member in self._zip.namelist()}

    def __getitem__(self, key: str) -> NDArray[Any]:
        member = self._members[key]
        try:
            with self._lock:
                data = self._zip.read(member)
            array: NDArray[Any] = np.lib.format.read_array(io.BytesIO(data), allow_pickle=False)
        except (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
            raise AssetError((Problem(self.name, f"The array {key} is damaged; build the atlas again."),)) from error
        array.flags.writeable = False
        return array

    def shape(self, key: str) -> tuple[int, ...]:
        """Shape of an array, from its head alone.

        Raises
        ------
        AssetError
            If the head is damaged.
        """
        try:
            with self._lock, self._zip.open(self._members[key]) as member:
                major, _ = np.lib.format.read_magic(member)
                read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
                return read(member)[0]
        except (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
            raise AssetError((Problem(self.name, f"The array {key} is damaged; build the atlas again."),)) from error

    def __contains__(self, key: object) -> bool:
        return key in self._members  # without reading the array, as a mapping otherwise would

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def json(self, key: str = "index") -> Any:
        """JSON kept as an array of bytes.

        Raises
        ------
        AssetError
            If it is missing or broken.
        """
        if key not in self._members:
            raise AssetError((Problem(self.name, f"The array {key} is missing; build the atlas again."),))
        try:
            return json.loads(self.raw(key))
        except ValueError as error:
            raise AssetError((Problem(self.name, f"The array {key} is not JSON; build the atlas again."),)) from error

    def raw(self, key: str = "index") -> bytes:
        """Bytes of an array of bytes."""
        return self[key].tobytes()
