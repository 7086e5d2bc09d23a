"""The workflows that check a change and publish the site: right by the rules of their hosts, and of this project."""

import re
import shlex
import subprocess
import sys

import pytest
import yaml

from sitegen.options import _known_command, _parser
from sitegen.paths import HOME

GITHUB = HOME / ".github" / "workflows" / "site.yml"
GITLAB = HOME / ".gitlab-ci.yml"
# What stands there when the workflow runs.
ADDRESS = "https://voorbeeld.be/"
GITLAB_ADDRESS = '"${WEBADRES:-$CI_PAGES_URL}"'
HOSTS = {GITHUB: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}


def checked(path, schema):
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)],
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


def loaded(path):
    # YAML 1.1 takes "on" for true.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def lines_run(found):
    """Every line of a shell in a workflow."""
    if isinstance(found, list):
        return [line for part in found for line in lines_run(part)]
    if not isinstance(found, dict):
        return []
    own = [found.get(key) for key in ("run", "script", "before_script")]
    texts = [text for each in own if each for text in ([each] if isinstance(each, str) else each)]
    return [line for text in texts for line in text.splitlines()] + lines_run(list(found.values()))


def targets():
    return set(re.findall(r"(?m)^(\w+):", (HOME / "Makefile").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", HOSTS, ids=lambda path: path.name)
def test_a_workflow_is_right_by_the_rules_of_its_host(path):
    assert checked(path, HOSTS[path]) == (0, "ok -- validation done\n")


@pytest.mark.parametrize(
    "path, old, new",
    [
        (GITHUB, "runs-on:", "run-on:"),
        (GITHUB, "pull_request:", "pull_requests:"),
        (GITHUB, "timeout-minutes: 10", "timeout-minutes: tien"),
        (GITLAB, "codequality:", "code_quality:"),
        (GITLAB, "    when: always", "    when: altijd"),
    ],
)
def test_a_slip_in_a_workflow_is_seen(path, old, new, tmp_path):
    spoilt = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    assert old in text
    spoilt.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert checked(spoilt, HOSTS[path])[0] == 1


@pytest.mark.parametrize("path", HOSTS, ids=lambda path: path.name)
def test_every_command_in_a_workflow_exists_with_its_options(path):
    """To the shell belongs what comes after a sign; a name with a dollar is an address where that must stand."""
    lines = [
        line.replace('"$WEBADRES"', ADDRESS).replace(GITLAB_ADDRESS, ADDRESS)
        for line in lines_run(loaded(path))
    ]
    commands = [re.split(r" *(?:\|\|?|>>?) *", line)[0] for line in lines]
    builds = [shlex.split(line)[2:] for line in commands if line.startswith(".venv/bin/python build.py")]
    makes = [shlex.split(line)[1] for line in commands if line.startswith("make ")]

    assert "installeren" in makes and set(makes) <= targets()
    assert [line for line in commands if "pip" in line or line.startswith("python")] == []
    assert {"check", "diff"} <= {words[0] for words in builds}
    for words in builds:
        given = words if words and not words[0].startswith("-") else ["build", *words]
        assert _parser().parse_args(_known_command(given)).command == given[0]


@pytest.mark.parametrize(
    "path",
    [HOME / "docs" / "gegevens.md", *sorted((HOME / "data").glob("*.yaml"))],
    ids=lambda path: path.name,
)
def test_what_editors_are_told_to_type_exists(path):
    named = set(re.findall(r"(?:: |`)make (\w+)", path.read_text(encoding="utf-8")))

    assert named and named <= targets()


@pytest.mark.parametrize("path", HOSTS, ids=lambda path: path.name)
def test_a_workflow_says_nothing_in_english(path):
    text = path.read_text(encoding="utf-8")
    said = re.findall(r"(?m)^\s*(?:#|- name:|name:|expose_as:) *(.+)$", text)

    assert len(said) > 5
    assert [
        line for line in said if re.search(r"\b(the|and|install|checkout|build|deploy|when)\b", line)
    ] == []


def test_the_workflow_of_github_may_do_no_more_than_it_must():
    workflow = loaded(GITHUB)

    assert workflow["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in workflow["jobs"].items()} == {
        "nakijken": {"contents": "read", "pages": "read"},
        "publiceren": {"pages": "write", "id-token": "write"},
    }
    assert "secrets." not in GITHUB.read_text(encoding="utf-8")


def test_every_action_has_a_major_version_and_every_step_a_name():
    steps = [step for job in loaded(GITHUB)["jobs"].values() for step in job["steps"]]
    actions = [step["uses"] for step in steps if "uses" in step]

    assert len(actions) >= 4
    assert [action for action in actions if not re.fullmatch(r"actions/[a-z-]+@v[0-9]+", action)] == []
    assert [step for step in steps if not step.get("name")] == []


def test_every_job_ends_by_itself():
    whole = loaded(GITLAB)["default"]["timeout"]

    assert whole == "10 minutes"
    assert {name: job["timeout-minutes"] for name, job in loaded(GITHUB)["jobs"].items()} == {
        "nakijken": "10",
        "publiceren": "10",
    }


def test_the_site_is_made_again_each_night_and_by_hand():
    when = loaded(GITHUB)["on"]

    assert "workflow_dispatch" in when
    minute, hour, *days = when["schedule"][0]["cron"].split()
    assert days == ["*", "*", "*"]
    # In UTC, of which Ghent is one or two hours ahead: the day of the site is that of its visitors.
    assert minute.isdigit() and int(hour) < 4


def test_the_history_is_there_for_what_reads_it():
    checkout = loaded(GITHUB)["jobs"]["nakijken"]["steps"][0]

    assert checkout["with"]["fetch-depth"] == "0"
    assert loaded(GITLAB)["variables"]["GIT_DEPTH"] == "0"


def test_the_site_that_is_published_knows_its_own_address():
    steps = {step["name"]: step for step in loaded(GITHUB)["jobs"]["nakijken"]["steps"]}
    making = steps["De site maken om te publiceren"]

    assert steps["Het webadres vragen"]["id"] == "adres"
    assert making["env"] == {"WEBADRES": "${{ steps.adres.outputs.base_url }}"}
    # Neither host sends headers of ours; only GitLab sends files that are compressed already.
    assert making["run"].endswith(' --base-url "$WEBADRES" --meta-policy')
    assert loaded(GITLAB)["pages"]["script"][0].endswith(
        f" --base-url {GITLAB_ADDRESS} --meta-policy --compress"
    )
    # Whatever a host or somebody else fills in never becomes a part of a command.
    assert [line for line in lines_run(loaded(GITHUB)) if "${{" in line] == []


@pytest.mark.parametrize("event", ["refs/heads/main", "refs/pull/1/merge"])
def test_the_site_is_made_once(event):
    making = [
        step for step in loaded(GITHUB)["jobs"]["nakijken"]["steps"] if "--out site" in step.get("run", "")
    ]
    is_main = event == "refs/heads/main"
    done = [step for step in making if ("==" in step["if"]) == is_main]

    assert len(making) == 2 and len(done) == 1
    assert all("'refs/heads/main'" in step["if"] for step in making)


def test_security_txt_is_published_too():
    """Its folder begins with a dot, which the action leaves out unless it is told not to."""
    (upload,) = (
        step
        for job in loaded(GITHUB)["jobs"].values()
        for step in job["steps"]
        if "upload-pages-artifact" in step.get("uses", "")
    )
    assert upload["with"] == {"path": "site", "include-hidden-files": "true"}
    for name in ("publiceren", "publishing"):
        commands = (HOME / "docs" / f"{name}.md").read_text(encoding="utf-8").splitlines()
        hiding = [line for line in commands if line.startswith("aws ") and '--exclude ".*"' in line]
        assert len(hiding) == 2 and all('".*" --include ".well-known/*"' in line for line in hiding)


def test_only_the_main_branch_is_published():
    assert loaded(GITHUB)["jobs"]["publiceren"]["if"] == "github.ref == 'refs/heads/main'"
    assert loaded(GITLAB)["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
