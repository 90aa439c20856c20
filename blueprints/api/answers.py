"""Answers of the API: one item, a page of a list with its links, an error."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import HTTPException

from blueprints.api.parameters import Page, asked_names
from blueprints.core.http import absolute_url

Item = dict[str, Any]
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Expose-Headers": "Date, Age, ETag",
}


def answer(body: Any, status: int = 200) -> Response:
    """Return `body` as JSON, its keys in their order."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, mimetype="application/json")


def item_answer(item: Item, status: int = 200) -> Response:
    """Return one item, with the fields that are asked for."""
    return answer(_selected(item, asked_names("fields")), status)


def list_answer(items: Sequence[Item], total: int, page: Page) -> Response:
    """Return a page of a list that has `total` items, with the fields that are asked for."""
    fields = asked_names("fields")
    pages = -(-total // page.count)
    meta = {"totalCount": total, "pageCount": pages}
    meta |= {"currentPage": page.number, "perPage": page.count}
    chosen = [_selected(item, fields) for item in items]
    return answer({"items": chosen, "_links": _links(page.number, pages), "_meta": meta})


def error_answer(error: HTTPException) -> Response:
    """Return `error` as JSON."""
    status = error.code or 500
    words = {"name": error.name, "message": error.description or error.name}
    response = answer(words | {"code": 0, "status": status, "type": type(error).__name__}, status)
    response.headers.update(OPEN_TO_ALL)
    return response


def link(address: str) -> dict[str, str]:
    """Return a link as answers write it."""
    return {"href": address}


def _selected(item: Item, fields: frozenset[str]) -> Item:
    """Return `item` with the named fields: links, and what is expanded, are there always."""
    kept = fields | {"_links"} | asked_names("expand")
    return {name: item[name] for name in item if name in kept} if fields else item


def _links(number: int, pages: int) -> dict[str, dict[str, str]]:
    """Return the links between pages. A token in the address is left out: reading needs none."""
    base = absolute_url(request.endpoint or "")
    asked = {name: text for name, text in request.args.items() if name != "access-token"}

    def to(page: int) -> dict[str, str]:
        return link(f"{base}?{urlencode(asked | {'page': page})}")

    links = {"self": to(number), "first": to(1), "last": to(max(pages, 1))}
    if number > 1:
        links["prev"] = to(min(number - 1, max(pages, 1)))
    if number < pages:
        links["next"] = to(number + 1)
    return links
