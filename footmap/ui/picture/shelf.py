"""Pictures of bodies on their way from the thread that reads them to the scene that draws them."""

from __future__ import annotations

from threading import Lock

from footmap.data import resources

from .pictures import Pictures


class PictureShelf:
    """Pictures by body: those that are drawn, and those of a body that is about to be. Any thread.

    Parameters
    ----------
    body : str
        Whose pictures these are.
    pictures : Pictures
        Their skin tone is that of what is read later.
    """

    def __init__(self, body: str, pictures: Pictures) -> None:
        self._held = {body: pictures}
        self._tone = pictures.tone
        self._lock = Lock()

    @classmethod
    def load(cls, body: str = "male", tone: str = "light") -> PictureShelf:
        """Read the pictures of one body in a skin tone.

        Raises
        ------
        AssetError
            If one is missing or damaged.
        """
        return cls(body, _read(body, tone))

    def fetch(self, body: str) -> None:
        """Read the pictures of a body unless they are here.

        Raises
        ------
        AssetError
            If one is missing or damaged.
        """
        with self._lock:
            if body not in self._held:
                self._held[body] = _read(body, self._tone)

    def take(self, body: str) -> Pictures:
        """The pictures of the body that is drawn from now on; those of others are let go.

        Raises
        ------
        KeyError
            If they have not been fetched.
        """
        with self._lock:
            pictures = self._held[body]
            self._held = {body: pictures}
            return pictures

    def put(self, body: str, pictures: Pictures) -> None:
        """The same pictures in another skin tone."""
        with self._lock:
            self._held = {body: pictures}
            self._tone = pictures.tone


def _read(body: str, tone: str) -> Pictures:
    return Pictures(resources.atlas_folder(body) / "pictures", tone)
