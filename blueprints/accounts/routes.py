"""Staff's own accounts."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from blueprints.accounts import access
from blueprints.accounts.security import set_up_security

bp = Blueprint("accounts", __name__)
bp.add_app_template_global(access.menu, "desk_menu")
bp.add_app_template_global(access.signed_in, "signed_in")


@bp.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Joins Flask-Security to the app."""
    set_up_security(cast(Flask, state.app))
