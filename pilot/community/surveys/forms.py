"""What is typed about a survey, its papers, and the file of an import."""

from collections.abc import Sequence
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf.file import FileField, FileRequired

from pilot.community.surveys import labels, rules
from pilot.community.surveys.enums import Language
from pilot.community.surveys.rules import Answers, Problem, Refusal, SurveyEntry
from pilot.community.surveys.words import WORDS
from pilot.files import labels as file_labels
from pilot.files.tables import FileRefusedError
from pilot.web.fields import DayField, LineField, ManyChoiceField, NoteField, WholeNumberField, required
from pilot.web.forms import EditForm, Form
from pilot.web.locale import language

MOST_PLACES, LAST_PAPER = 9, 9_999


class Places(Protocol):
    """What a paper has to know of its survey."""

    @property
    def place_names(self) -> list[str]: ...


class SurveyPaper(Protocol):
    """A paper that was typed."""

    @property
    def answers(self) -> dict[str, Any]: ...

    @property
    def survey(self) -> Places: ...


class _SurveyFields:
    title = LineField(
        _l("Title"),
        required(_l("Enter the title of the survey")),
        description=_l("For example: Survey of Priekuļi residents, spring 2023"),
    )
    opens_on = DayField(_l("First day of answers"), required(_l("Enter the first day")))
    closes_on = DayField(_l("Last day of answers"), required(_l("Enter the last day")))
    contact = LineField(
        _l("Whom residents may turn to"),
        required(_l("Enter whom residents may turn to")),
        description=_l("Office, place and phone of the institution: it stands on the paper and on the page"),
    )
    languages = ManyChoiceField(
        _l("Languages of the questions"),
        required(_l("Choose at least one language")),
        labels=labels.LANGUAGES,
    )
    places = NoteField(
        _l("Places residents may choose from"),
        description=_l("One a line, at most nine; empty when the place is not asked"),
        most=1_000,
    )


class SurveyForm(_SurveyFields, Form):
    """A survey that is made, or that is still a draft."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape of what was typed, then the number and length of the places."""
        is_valid: bool = super().validate(extra_validators)
        places = self._places()
        if len(places) > MOST_PLACES or any(len(place) > rules.LINE_LENGTH for place in places):
            self.refuse(Refusal.TOO_MANY_PLACES)
            return False
        return is_valid

    def _places(self) -> list[str]:
        return rules.places_in(self.places.data or "")

    def entry(self) -> SurveyEntry:
        return SurveyEntry(
            title=self.title.data,
            languages=[str(each) for each in self.languages.data],
            places="\n".join(self._places()),
            contact=self.contact.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(labels.WHERE.get(refusal, "title"), str(labels.REFUSALS[refusal]))


class ChangeDraftForm(SurveyForm, EditForm):
    """A survey that nobody has answered yet."""


class ChangeOpenForm(EditForm):
    """A survey that is being answered: questions, languages and places stay as they were."""

    title = LineField(_l("Title"), required(_l("Enter the title of the survey")))
    closes_on = DayField(_l("Last day of answers"), required(_l("Enter the last day")))
    contact = LineField(_l("Whom residents may turn to"), required(_l("Enter whom residents may turn to")))

    def entry(self) -> SurveyEntry:
        survey = self.edited
        return SurveyEntry(
            title=self.title.data,
            languages=survey.languages,
            places=survey.places,
            contact=self.contact.data,
            opens_on=survey.opens_on,
            closes_on=self.closes_on.data,
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put the words of a refusal beside the field to change."""
        self.refuse_field(labels.WHERE.get(refusal, "title"), str(labels.REFUSALS[refusal]))


def _words(key: str) -> LazyString:
    """Return the words of a question in the language of the page."""
    return LazyString(lambda: WORDS[Language(language())][key])


class _PaperFields(Form):
    """The fields of a paper: marks in the order of the questions, numbers of answers, and texts."""

    belonging = LineField(_l("Marks of the first five questions"))
    took_part = LineField(_words("took_part"))
    barriers = LineField(_words("barriers"))
    housing = LineField(_words("block_8"))
    problems = LineField(_words("problems"))
    other_problem = LineField(_words("other_problem"), most=rules.OPEN_LENGTH)
    good = LineField(_words("good"), most=rules.OPEN_LENGTH)
    give = LineField(_words("give"))
    give_what = LineField(_words("give_what"), most=rules.OPEN_LENGTH)
    first = LineField(_words("first"), most=rules.OPEN_LENGTH)
    age = LineField(_words("age"))
    gender = LineField(_words("gender"))
    place = LineField(_words("place"))

    def answers(self, places: Sequence[str]) -> Answers | None:
        """Return the answers of a paper that was sent; None when there are none or they need mending."""
        if not self.validate_on_submit():
            return None
        typed = {field.short_name: str(field.data or "") for field in self}
        sent, wrong = rules.from_paper(typed, places=places)
        reading = rules.read(sent, places=places)
        problems = dict.fromkeys(wrong, Problem.NOT_OFFERED) or reading.problems
        for key, problem in problems.items():
            self.refuse_field(key, str(labels.PROBLEMS[problem]))
        return None if problems else reading.answers


class PaperForm(_PaperFields):
    """A paper with its number."""

    number = WholeNumberField(
        _l("Number of the sheet"), required(_l("Enter the number of the sheet")), least=1, most=LAST_PAPER
    )

    def refuse(self, refusal: Refusal) -> None:
        self.refuse_field("number", str(labels.REFUSALS[refusal]))


class CorrectPaperForm(_PaperFields, EditForm):
    """A paper that was typed already; its number stays."""

    def __init__(self, *args: Any, obj: SurveyPaper, **kwargs: Any) -> None:
        typed = rules.to_paper(obj.answers, places=obj.survey.place_names)
        super().__init__(*args, obj=obj, **{**typed, **kwargs})

    def refuse(self, refusal: Refusal) -> None:
        self.refuse_field("belonging", str(labels.REFUSALS[refusal]))


class ButtonForm(EditForm):
    """A form of one button over a survey."""


class UploadForm(Form):
    """The file that another program wrote."""

    source = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file"))],
        description=_l(
            "XLSX or CSV as Kobo, ODK Central or LimeSurvey export it, at most 5 MB and 2000 rows"
        ),
    )

    def refuse(self, refused: FileRefusedError) -> None:
        self.refuse_field("source", file_labels.refusal(refused))
