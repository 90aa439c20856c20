"""Words in templates: what is put into them is text, and nothing else is escaped."""

import pytest
from flask import render_template_string

NAMED = "_('to %(name)s', name=name)"
COUNTED = "ngettext('%(num)s reply to %(name)s', '%(num)s replies to %(name)s', count, name=name)"


@pytest.fixture
def written(app):
    """An expression as a page writes it."""

    def write(expression, **values):
        with app.test_request_context():
            return render_template_string("{{ " + expression + " }}", **values)

    return write


def test_words_are_written_as_they_are(written):
    assert written("_('“Fish” & chips')") == "“Fish” & chips"


def test_a_value_is_text(written):
    assert (
        written(NAMED, name="<b>Bo</b> & 100 %(x)s") == "to &lt;b&gt;Bo&lt;/b&gt; &amp; 100 %(x)s"
    )


@pytest.mark.parametrize(("count", "said"), [(1, "1 reply to Bo"), (2, "2 replies to Bo")])
def test_one_and_many(written, count, said):
    assert written(COUNTED, count=count, name="Bo") == said


def test_a_per_cent_sign_is_written_twice(written):
    assert written("_('100 %% rain')") == "100 % rain"


def test_what_is_no_html_keeps_its_characters(written):
    plain = "{% autoescape false %}{{ " + NAMED + " }}{% endautoescape %}"
    assert written("'' }}" + plain + "{{ ''", name="Bo & <Co>") == "to Bo & <Co>"


def test_words_in_a_loop(written):
    looped = "'' }}{% for name in names %}{{ " + NAMED + " }} {% endfor %}{{ ''"
    assert written(looped, names=["Bo", "A&B"]) == "to Bo to A&amp;B "
