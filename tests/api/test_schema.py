"""Whatever is asked, the API answers as openapi.json says: never 500, and wrong data is refused."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from tests.player.posts import Sender

DESCRIPTION = Path(__file__).parents[2] / "blueprints/api/openapi.json"
OPERATIONS = [
    (path, method)
    for path, methods in json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"].items()
    for method in methods
]
# The requests' own token is valid, and a schema cannot say that an end follows its start.
NOT_OURS = [schemathesis.checks.ignored_auth, schemathesis.checks.positive_data_acceptance]

# Lists take parameters that are empty or unknown; test_spins.py says which are refused.
NEGATIVE = schemathesis.checks.negative_data_rejection


@pytest.fixture
def described(station):
    """The description as it is served, to make requests from; they carry a token."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", station)
    return schema, {"Authorization": f"Bearer {Sender(station).text}"}


def ask(described, operation, mode, check, examples):
    """Check the answers to some requests, the same ones in each run."""
    schema, headers = described
    path, method = operation

    @settings(max_examples=examples, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def answers(case):
        check(case, case.call(headers=headers))

    answers()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_may_be_asked_is_answered_by_the_schema(described, operation):
    def check(case, answer):
        case.validate_response(answer, excluded_checks=NOT_OURS)
        assert answer.status_code in (200, 201, 404) or is_unforeseen(case, answer), answer.text

    ask(described, operation, GenerationMode.POSITIVE, check, 12)


def is_unforeseen(case, answer):
    """Return True for a refusal that no schema can foresee: of times, of names without a letter."""
    of_times = "start" in answer.text or "end" in answer.text
    return answer.status_code == 422 and (of_times or case.method == "POST")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_may_not_be_asked_is_refused_by_the_schema(described, operation):
    lenient = NOT_OURS if "{id}" in operation[0] else [*NOT_OURS, NEGATIVE]

    def check(case, answer):
        case.validate_response(answer, excluded_checks=lenient)

    ask(described, operation, GenerationMode.NEGATIVE, check, 6)


def test_the_description_is_complete(described, get):
    """Each field of the description is answered, and those that are put in on demand."""
    schemas = get("openapi.json")["components"]["schemas"]
    expanded = {"Persona": "shows", "Show": "personas,persona", "Spin": "playlist",
                "Playlist": "personas,persona,show"}  # fmt: skip
    for name, expand in expanded.items():
        item = get(f"{name.lower()}s", expand=expand)["items"][0]
        assert set(item) == set(schemas[name]["properties"])
