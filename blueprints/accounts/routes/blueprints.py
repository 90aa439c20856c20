"""The two blueprints of accounts: the user's own account, and the desk's pages about staff."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from blueprints.accounts import access, audit, events, lost_session, sessions, throttle
from blueprints.accounts.security import set_up_security
from blueprints.accounts.two_factor import passkeys_work
from blueprints.accounts.user_agents import browser_name
from blueprints.mail import outbox

bp = Blueprint("accounts", __name__, url_prefix="/account")
bp.before_app_request(throttle.refuse_too_many)
bp.before_app_request(events.begin_early)  # runs before Flask-Security's own, which load the user
bp.after_app_request(sessions.note_seen)
bp.add_app_template_global(access.menu, "desk_menu")
bp.add_app_template_global(access.signed_in, "signed_in")
bp.add_app_template_global(passkeys_work)
bp.add_app_template_global(outbox.trouble, "mail_trouble")
bp.add_app_template_filter(browser_name)
bp.add_app_template_filter(audit.details)
for kind, handler in lost_session.HANDLERS.items():
    bp.app_errorhandler(kind)(handler)

desk = Blueprint("accounts_desk", __name__, url_prefix="/desk")
desk.before_request(access.requires("admin"))


@bp.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Set up Flask-Security for the app."""
    set_up_security(cast(Flask, state.app))
