"""A field of a form that takes a file and says beside itself why it does not."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField
from wtforms.validators import StopValidation

from pilot.files import labels, photos
from pilot.files.enums import FileKind
from pilot.files.rules import MAX_BYTES, MAX_PHOTO_BYTES, PHOTOS, FileProblem, Upload, judge


class UploadField(FileField):
    """One file of the given kinds; its data is an `Upload`, or None where no file was chosen."""

    data: Any

    def __init__(
        self,
        label: Any,
        validators: Sequence[Any] = (),
        *,
        kinds: frozenset[FileKind],
        most: int = MAX_BYTES,
        **kwargs: Any,
    ) -> None:
        words = _l(
            "%(endings)s, at most %(most)d MB", endings=labels.endings(kinds), most=labels.megabytes(most)
        )
        super().__init__(label, validators, **{"description": words, **kwargs})
        self.kinds, self.most = kinds, most
        self.problem: FileProblem | None = None
        self.was_sent = False

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        sent = next((each for each in valuelist if getattr(each, "filename", "")), None)
        self.raw_data = [] if sent is None else [sent]  # what `required` looks at: text is no file
        if sent is None:
            return
        self.was_sent = True
        judged = judge(sent.filename, sent.read(), kinds=self.kinds, most=self.most)
        if isinstance(judged, Upload):
            self.data = judged
        else:
            self.problem = judged

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' signature
        if self.problem is not None:
            raise StopValidation(labels.problem(self.problem, most=self.most))

    @property
    def accept(self) -> str:
        """Return the endings as a browser's file chooser takes them."""
        return ",".join(f".{kind}" for kind in sorted(self.kinds))


class PhotoField(UploadField):
    """One photo as a phone takes it; its data is an `Upload` of a JPEG without a place or a camera in it."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, kinds=PHOTOS, most=MAX_PHOTO_BYTES, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is not None:
            stem = self.data.name.rpartition(".")[0]
            self.data = Upload(f"{stem}.jpg", FileKind.JPG, photos.as_photo(self.data.content))
