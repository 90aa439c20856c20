# ruff: noqa: E501 - a page on few lines
"""A form to write on until the desk has its own; goes when `news_desk` has stories."""

from flask import jsonify, render_template_string, request

from blueprints.core import clock

PAGE = """{% extends "core/staff.html" %}
{% block title %}New story{% endblock %}
{% block head %}<link rel="stylesheet" href="{{ static('news/news.css') }}"><link rel="stylesheet" href="{{ static('news/editor.css') }}">
<script type="module" src="{{ static('news/story_form.js') }}"></script>{% endblock %}
{% block main %}<h1>New story</h1>
<form method="post" data-story-form data-key="new-0123456789ab" data-version="0" data-working-copy="/desk/working-copies/new-0123456789ab">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<p class="field"><label for="headline">Headline</label><input id="headline" name="headline" type="text" dir="auto"></p>
<p class="field"><label for="body">Text</label><textarea id="body" name="body" rows="14" data-editor dir="auto">{{ '\n' }}{{ body }}</textarea></p>
<p class="field"><label for="artists">Artists</label><input id="artists" name="artists" type="text"><button type="button" class="button plain" data-add-artist="Nuala">Nuala</button></p>
<div data-lead-picture><input type="hidden" name="lead_picture" value=""><img alt="" hidden><button type=button class="button plain" data-choose-picture hidden>Choose a picture</button><button type=button class="button plain" data-no-picture hidden>No picture</button></div>
<p class="actions"><button class="button" type="submit">Save</button> <span data-saved role="status"></span></p>
</form>{% include "news/desk/editor_words.html" %}{% endblock %}"""
COPIES = {}


def add(app, body=""):
    def form():
        return render_template_string(PAGE, body=request.form.get("body", body))

    def put(key):
        COPIES[key] = request.get_json()
        return jsonify(saved_at=clock.now().isoformat())

    app.add_url_rule("/desk/stories/new", "throwaway", form, methods=["GET", "POST"])
    app.add_url_rule("/desk/working-copies/<key>", "throwaway_put", put, methods=["PUT"])
