"""The evidence of one AST as a file: one PDF, or one ZIP with the PDF, the page and the tables."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from core.pdf import pdf_is_available, render_pdf
from core.spreadsheets import BYTE_ORDER_MARK, csv_lines
from directory.outreach.queries.evidence import (
    EVALUATION_HEADINGS,
    SESSION_HEADINGS,
    VISIT_HEADINGS,
    Evidence,
    evaluation_rows,
    session_rows,
    visit_rows,
)

TEMPLATE = "outreach/paper/evidence.html"


def evidence_pdf(evidence: Evidence) -> bytes:
    return render_pdf(TEMPLATE, {"evidence": evidence})


def evidence_zip(evidence: Evidence) -> bytes:
    """Where this machine makes no PDF, the page stands for it."""
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as bundle:
        if pdf_is_available():
            bundle.writestr("evidence.pdf", evidence_pdf(evidence))
        bundle.writestr("evidence.html", render_to_string(TEMPLATE, {"evidence": evidence}))
        for name, headings, rows in (
            ("evaluations.csv", EVALUATION_HEADINGS, evaluation_rows(evidence)),
            ("visits.csv", VISIT_HEADINGS, visit_rows(evidence)),
            ("sessions-led.csv", SESSION_HEADINGS, session_rows(evidence)),
        ):
            bundle.writestr(name, _table(headings, rows))
    return output.getvalue()


def _table(headings: Sequence[str], rows: Iterable[Sequence]) -> str:
    return BYTE_ORDER_MARK + "".join(csv_lines(headings, rows))
