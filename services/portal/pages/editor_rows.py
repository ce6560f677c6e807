"""What the buttons at the rows of an estimate's form do: add one, take one away, move it. Nothing else is touched."""

from typing import Any

from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, ZoneForm

_FIRST_FIELD = {LineForm: "description", OptionForm: "name", PlanForm: "name", ZoneForm: "name"}


def press_row_button(form: EstimateForm, press: str) -> str | None:
    """Does what the button `press` says, and tells the input or button where whoever pressed it goes on.

    None where it is no button of a row.
    """
    act, _, key = press.partition(":")
    if act.startswith("add-"):
        return _add(form, act, key)
    if act == "remove":
        return _remove(form, key)
    if act in {"up", "down"}:
        return _move(form, key, act)
    return None


def first_field(row: Any) -> str:
    """The id of the first input of a row."""
    return f"{row.key}.{_FIRST_FIELD[type(row)]}"


def blank_option(form: EstimateForm) -> OptionForm:
    """A package to fill in, its first line in it."""
    option = OptionForm(key=form.new_key())
    number = int(option.key.removeprefix("n"))
    option.lines.append(_blank_line(form.lines, f"n{number + 1}"))
    return option


def _add(form: EstimateForm, act: str, key: str) -> str | None:
    if act == "add-line":
        rows = _lines_of(form, key)
        return _appended(rows, _blank_line(rows, form.new_key())) if rows is not None else None
    if act == "add-option":
        return _appended(form.options, blank_option(form))
    if act == "add-plan":
        return _appended(form.plans, PlanForm(key=form.new_key()))
    if act == "add-zone":
        return _appended(form.zones, ZoneForm(key=form.new_key()))
    return None


def _appended(rows: list[Any], row: Any) -> str:
    rows.append(row)
    return first_field(row)


def _blank_line(rows: list[LineForm], key: str) -> LineForm:
    """Most lines of one offer are taxed alike."""
    return LineForm(key=key, tax_rate=rows[-1].tax_rate if rows else "")


def _lines_of(form: EstimateForm, key: str) -> list[LineForm] | None:
    if not key:
        return form.lines
    return next((option.lines for option in form.options if option.key == key), None)


def _remove(form: EstimateForm, key: str) -> str | None:
    rows, place = _find(form, key)
    if rows is None:
        return None
    rows.pop(place)
    return first_field(rows[min(place, len(rows) - 1)]) if rows else _adding(form, rows)


def _adding(form: EstimateForm, rows: list[Any]) -> str:
    """The id of the button that adds to these rows."""
    for option in form.options:
        if option.lines is rows:
            return f"add-line:{option.key}"
    named = {"add-line:": form.lines, "add-option": form.options, "add-plan": form.plans, "add-zone": form.zones}
    return next(name for name, known in named.items() if known is rows)


def _move(form: EstimateForm, key: str, way: str) -> str | None:
    rows, place = _find(form, key)
    target = place - 1 if way == "up" else place + 1
    if rows is None or not 0 <= target < len(rows):
        return None
    rows.insert(target, rows.pop(place))
    at_end = target == (0 if way == "up" else len(rows) - 1)
    # At the end there is no such button any more.
    return f"{'down' if way == 'up' else 'up'}:{key}" if at_end else f"{way}:{key}"


def _find(form: EstimateForm, key: str) -> tuple[list[Any] | None, int]:
    for rows in form.lists():
        for place, row in enumerate(rows):
            if row.key == key:
                return rows, place
    return None, 0
