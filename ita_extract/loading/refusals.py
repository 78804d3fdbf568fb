"""Why nothing was loaded. After each of these the warehouse is what it was before."""

from __future__ import annotations

from ita_extract.errors import ItaExtractError, OutputError
from ita_extract.messages import N_


class ContractError(ItaExtractError):
    """The tables break a promise that the warehouse relies on; the message names the rows."""

    slug = "contract_breach"
    exit_code = OutputError.exit_code
    hint = N_(
        "Run these PDFs again with `ita-extract run`; if the breach stays, please report it with its lines."
    )


class TargetError(OutputError):
    """The warehouse cannot be reached or written."""

    slug = "target_unwritable"
    hint = N_("Check that the database is there, that nobody else holds it, and that you may write to it.")


class NewerWarehouseError(ItaExtractError):
    """The warehouse has columns that this version does not know, or other types."""

    slug = "warehouse_differs"
    exit_code = OutputError.exit_code
    hint = N_("Use the ita-extract that made it, or a newer one; or load into another schema with --schema.")
