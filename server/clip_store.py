"""Where finished clips lie, by CLIPS_URL: the local disk, or a bucket that speaks S3."""

from recordings.files import ClipFiles
from recordings.local import LocalFiles
from server.settings import Settings


def open_files(settings: Settings) -> ClipFiles:
    """The keeper this operator chose. `recordings/s3.py` is loaded only where it is used."""
    if settings.clips_url is None:
        return LocalFiles(settings.data_dir / "clips")
    from recordings.s3 import open_s3

    return open_s3(settings.clips_url, settings.clips_key, settings.clips_secret)
