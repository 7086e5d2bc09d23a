import pytest

from sitegen.inputs import of_project
from sitegen.paths import HOME, Paths
from sitegen.template_digests import template_digests


@pytest.mark.parametrize(
    "changed, same",
    [
        ("components/tijdtabel.html", False),
        ("layout.html", False),
        ("pages/contact.html", False),
        ("components/contact_kaart.html", False),
        ("components/zoeker.html", True),
        ("pages/start.html", True),
    ],
)
def test_a_template_changes_with_all_that_it_uses(changed, same):
    paths = Paths.of(HOME)
    inputs = of_project(str(HOME))
    before = template_digests(inputs, paths.templates)("pages/contact.html")

    after = template_digests({**inputs, f"templates/{changed}": b"anders"}, paths.templates)

    assert (after("pages/contact.html") == before) is same
