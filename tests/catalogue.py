"""The Latvian catalogue compared with the strings of the program: python -m tests.catalogue check|update."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message, TranslationError
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LATVIAN = ROOT / "translations" / "lv" / "LC_MESSAGES" / "messages.po"
WIDTH = 110
KEYWORDS = (
    "_",
    "_l",
    "gettext",
    "lazy_gettext",
    "ngettext:1,2",
    "lazy_ngettext:1,2",
    "pgettext:1c,2",
    "lazy_pgettext:1c,2",
    "npgettext:1c,2,3",
)
COMMENT_TAG = "Translators:"
HEADER = """\
# Latvian words of Kopdarbs. ./dev strings keeps this file in step with the program.
msgid ""
msgstr ""
"Project-Id-Version: Kopdarbs\\n"
"Language: lv\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted() -> Catalog:
    """Collect every string that the program asks a translation for."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    strings = extract_from_dir(
        str(ROOT),
        methods,
        options,
        keywords=parse_keywords(KEYWORDS),
        comment_tags=(COMMENT_TAG,),
        strip_comment_tags=False,
    )
    template = Catalog(charset="utf-8")
    for place, line, message, comments, context in strings:
        template.add(message, locations=[(place, line)], auto_comments=comments, context=context)
    return template


def read(path: Path = LATVIAN) -> Catalog:
    """Read a catalogue; one that does not exist yet is empty."""
    text = path.read_text(encoding="utf-8") if path.exists() else HEADER
    return read_po(io.StringIO(text), locale="lv", abort_invalid=True)


def problems(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    """Name what keeps the catalogue from being complete, one line for each message."""
    for message in _messages(template):
        translation = catalogue.get(message.id, message.context)
        if translation is None:
            yield f"missing: {_shown(message)}"
        elif translation.fuzzy:
            yield f"fuzzy: {_shown(message)}"
        elif not _translated(translation):
            yield f"untranslated: {_shown(message)}"
        else:
            translation.flags |= message.flags
            yield from (f"{error}: {_shown(message)}" for error in _errors(translation, catalogue))
    for message in _messages(catalogue):
        if template.get(message.id, message.context) is None:
            yield f"not used any more: {_shown(message)}"
    for message in catalogue.obsolete.values():
        yield f"obsolete: {_shown(message)}"


def updated(template: Catalog, catalogue: Catalog) -> str:
    """Give the text of a catalogue with exactly the messages of the program, translations kept."""
    catalogue.update(template, no_fuzzy_matching=True)
    buffer = io.BytesIO()
    write_po(
        buffer,
        catalogue,
        width=WIDTH,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return HEADER + buffer.getvalue().decode("utf-8").strip() + "\n"


def main(arguments: list[str]) -> int:
    """Check the catalogue, or write it anew."""
    if arguments not in (["check"], ["update"]):
        sys.stderr.write("usage: python -m tests.catalogue check|update\n")
        return 2
    template = extracted()
    if arguments == ["update"]:
        text = updated(template, read())
        LATVIAN.parent.mkdir(parents=True, exist_ok=True)
        LATVIAN.write_text(text, encoding="utf-8", newline="\n")
    found = list(problems(template, read()))
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    sys.stdout.write(f"{LATVIAN.name}: {len(template)} messages, {len(found)} problems\n")
    return 1 if found and arguments == ["check"] else 0


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(forms)


def _errors(message: Message, catalogue: Catalog) -> Iterator[str]:
    for checker in checkers:
        try:
            checker(catalogue, message)
        except TranslationError as error:
            yield str(error)


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    places = ", ".join(sorted({place for place, _line in message.locations}))
    context = f" [{message.context}]" if message.context else ""
    return f"{text!r}{context}" + (f" ({places})" if places else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
