"""What the pages are given on which estimates are made and changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.portal.pages.customer_views import CustomerForm
from services.portal.pages.editor_changes import Difference
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, ZoneForm
from services.portal.pages.editor_places import RECORD_TYPES
from services.portal.pages.office_views import Frame
from services.portal.pages.quote_document import Totals
from services.portal.pages.views import FieldError, Link, Shell
from shared.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTotals:
    """What one package comes to."""

    name: str
    recommended: bool
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`office/_editor_figures.html`: what the estimate comes to, as far as it can be read.

    `amounts` and `years` are those of lines and plans by their keys, `summary` is the total in short, all written out.
    `problems` tell what is not counted, and why; `away` that nobody could be asked.
    """

    currency: str = ""
    totals: Totals | None = None
    options: Sequence[OptionTotals] = ()
    amounts: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    problems: Sequence[str] = ()
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFragment:
    """`office/_editor_figures.html` alone, as it is put in while somebody types."""

    shell: Shell
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A customer to choose."""

    customer_id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else has saved something meanwhile: who, when, and what is different."""

    who: str
    at: str
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankRows:
    """A row of each kind, under a key that stands for the one it gets."""

    line: LineForm = field(default_factory=lambda: LineForm(key="__line__"))
    option: OptionForm = field(default_factory=lambda: OptionForm(key="__option__"))
    plan: PlanForm = field(default_factory=lambda: PlanForm(key="__plan__"))
    zone: ZoneForm = field(default_factory=lambda: ZoneForm(key="__zone__"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage:
    """`office/editor.html`: the form of an estimate, new or on file. All of it is one form, posted to `action`.

    Its inputs are named as in `editor_form`; a customer to be put on file goes by `new_customer.name` and so on. The
    buttons are named `do`: find, other-customer, add-customer, those of the rows (`editor_rows`), totals, which changes
    nothing, save, send (saves, then opens the dialog that sends it) and copy (saves as a new one). `focus` is the id of
    what is to have the focus. `about` says what saving does to what the customer has.
    """

    shell: Shell
    frame: Frame
    form: EstimateForm
    action: str
    heading: str
    back: Link
    figures: Figures
    save_label: str = say("Save draft")
    number: str = ""
    status: str = ""
    customer: Candidate | None = None
    candidates: Sequence[Candidate] = ()
    new_customer: CustomerForm = field(default_factory=CustomerForm)
    errors: Sequence[FieldError] = ()
    focus: str = ""
    about: str = ""
    problem: str = ""
    conflict: Conflict | None = None
    can_send: bool = True
    can_copy: bool = False

    @property
    def is_new(self) -> bool:
        """Whether there is no record of it yet."""
        return not self.number

    @property
    def record_types(self) -> Mapping[str, str]:
        """The types to choose from, by their form value."""
        return RECORD_TYPES

    @property
    def blank(self) -> BlankRows:
        """What the page's script makes new rows of."""
        return BlankRows()

    def failed(self, *names: str) -> bool:
        """Whether anything is wrong with one of these inputs."""
        return any(error.field in names for error in self.errors)
