"""The desk's pages about staff, for admins: users, invitations, roles."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from blueprints.accounts import actions, queries
from blueprints.accounts.access import freshly, me
from blueprints.accounts.audit import ACTS
from blueprints.accounts.forms import InviteForm, RolesForm
from blueprints.accounts.models import Invitation, User
from blueprints.accounts.routes.blueprints import desk
from blueprints.core import clock
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number

add_to_menu("accounts_desk.people", _l("People"), "admin", place=80)

Page = tuple[str, int]
LAST = _l("This is the only admin. Make someone else an admin first.")


def person_or_404(user_id: int) -> User:
    """Return a member of staff, active or not, or abort with 404."""
    return db.session.get(User, user_id) or abort(404)


def _list(form: InviteForm, status: int = 200) -> Page:
    number = page_number()
    people = queries.people(number)
    if not people and number > 1:
        abort(404)
    page = render_template(
        "accounts/people.html",
        people=people[: queries.PEOPLE_A_PAGE],
        number=number,
        has_more=len(people) > queries.PEOPLE_A_PAGE,
        invitations=queries.open_invitations(),
        form=form,
    )
    return page, status


def _person(user: User, form: RolesForm, fault: str = "", status: int = 200) -> Page:
    page = render_template(
        "accounts/person.html",
        person=user,
        form=form,
        fault=fault,
        sessions=queries.sessions_of(user.id),
        entries=queries.entries(1, user.email)[:10],
        acts=ACTS,
    )
    return page, status


def _roles_of(user: User) -> RolesForm:
    return RolesForm(None, data={role.name: True for role in user.roles})


def _back_to(user_id: int) -> Response:
    return redirect(url_for("accounts_desk.person", user_id=user_id), 303)


@desk.get("/people/")
@freshly("accounts_desk.people")
def people() -> Page:
    """Show the staff and the open invitations."""
    return _list(InviteForm(None))


@desk.post("/people/invitations/")
@freshly("accounts_desk.people")
def invite() -> Page | Response:
    """Invite a person by email."""
    form = InviteForm()
    if not form.validate():
        return _list(form, 422)
    begin_write()
    try:
        actions.invite(form.email.data, form.names(), me().email)
    except actions.AlreadyHere:
        db.session.rollback()
        return _list(form, 409)
    db.session.commit()
    flash(_("Invitation sent to %(email)s.", email=form.email.data))
    return redirect(url_for("accounts_desk.people"), 303)


@desk.delete("/people/invitations/<int:invitation_id>")
@freshly("accounts_desk.people")
def withdraw(invitation_id: int) -> Response:
    """Revoke an invitation: its link no longer works."""
    begin_write()
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or not invitation.is_open(clock.now()):
        abort(404)
    actions.withdraw(invitation)
    db.session.commit()
    flash(_("Invitation for %(email)s revoked.", email=invitation.email))
    return redirect(url_for("accounts_desk.people"), 303)


@desk.get("/people/<int:user_id>")
@freshly("accounts_desk.person")
def person(user_id: int) -> Page:
    """Show a member of staff: roles, sessions, audit log."""
    user = person_or_404(user_id)
    return _person(user, _roles_of(user))


@desk.post("/people/<int:user_id>/roles")
@freshly("accounts_desk.person")
def give_roles(user_id: int) -> Page | Response:
    """Give the roles that are ticked, and no others; they take effect at once."""
    form = RolesForm()
    if not form.validate():
        abort(400)
    begin_write()
    user = person_or_404(user_id)
    try:
        actions.give_roles(user, form.names())
    except actions.LastAdmin:
        db.session.rollback()
        return _person(user, form, LAST, 409)
    db.session.commit()
    flash(_("Roles saved."))
    return _back_to(user_id) if me().holds("admin") else redirect("/account/", 303)


@desk.post("/people/<int:user_id>/deactivation")
@freshly("accounts_desk.person")
def deactivate(user_id: int) -> Page | Response:
    """Deactivate an account; its user is signed out at once."""
    begin_write()
    user = person_or_404(user_id)
    try:
        actions.deactivate(user)
    except actions.LastAdmin:
        db.session.rollback()
        return _person(user, _roles_of(user), LAST, 409)
    db.session.commit()
    flash(_("%(name)s can no longer sign in.", name=user.name))
    return _back_to(user_id)


@desk.delete("/people/<int:user_id>/deactivation")
@freshly("accounts_desk.person")
def reactivate(user_id: int) -> Response:
    """Reactivate an account."""
    begin_write()
    user = person_or_404(user_id)
    actions.reactivate(user)
    db.session.commit()
    flash(_("%(name)s can sign in again.", name=user.name))
    return _back_to(user_id)


@desk.delete("/people/<int:user_id>/sessions")
@freshly("accounts_desk.person")
def end_sessions(user_id: int) -> Response:
    """Sign a user out everywhere."""
    begin_write()
    user = person_or_404(user_id)
    actions.sign_out_everywhere(user)
    db.session.commit()
    flash(_("%(name)s was signed out everywhere.", name=user.name))
    return _back_to(user_id)
