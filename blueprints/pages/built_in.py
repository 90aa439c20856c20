"""The pages that come with Aerial, shown until the station writes its own."""

from flask import current_app

from blueprints.editor.body import editable_body, stored_body

BUILT_IN_PAGES = ("about", "privacy")


def built_in_page(slug: str) -> dict[str, str]:
    """Return the title and the text, to be edited, of a page that comes with Aerial."""
    template = current_app.jinja_env.get_template(f"pages/built_in/{slug}.html")
    title, words = (
        "".join(template.blocks[name](template.new_context())) for name in ("page_title", "words")
    )
    return {"title": title.strip(), "slug": slug, "body": editable_body(stored_body(words).html)}
