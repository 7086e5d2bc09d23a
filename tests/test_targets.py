import pytest

from sitegen.targets import KINDS, Target, in_words, parse_target


@pytest.mark.parametrize(
    "text, target",
    [
        ("map:/srv/www/mijn site", Target("map", "/srv/www/mijn site")),
        ("ssh:naam@host.voorbeeld.be:/srv/www/mijn site", Target("ssh", "/srv/www/mijn site", "naam@host.voorbeeld.be")),
        ("ssh:host:www", Target("ssh", "www", "host")),
        ("ssh:naam@[2001:db8::1]:/srv", Target("ssh", "/srv", "naam@[2001:db8::1]")),
        ("rsync:naam@host:/www", Target("rsync", "naam@host:/www")),
        ("rsync:host::module/www", Target("rsync", "host::module/www")),
        ("rsync://host/module", Target("rsync", "rsync://host/module")),
        ("rsync:/mnt/gedeeld:map", Target("rsync", "/mnt/gedeeld:map")),
        ("git:gh-pages", Target("git", "gh-pages")),
    ],
)  # fmt: skip
def test_a_target_is_a_kind_and_a_place(text, target):
    assert parse_target(text) == target


def test_a_folder_is_found_from_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))

    assert parse_target("map:www") == Target("map", str(tmp_path / "www"))
    assert parse_target("rsync:../www") == Target("rsync", str(tmp_path.parent / "www"))
    assert parse_target("map:~/www") == Target("map", str(tmp_path / "thuis" / "www"))


@pytest.mark.parametrize("text", ["map:/srv/x", "ssh:naam@host:/srv/x", "rsync:naam@host:/x", "git:gh-pages"])
def test_a_target_is_said_as_it_was_typed(text):
    assert str(parse_target(text)) == text


@pytest.mark.parametrize(
    "text, message",
    [
        ("/srv/www", '"/srv/www" zegt niet hoe er gepubliceerd wordt. Bedoelde je "map:/srv/www"?'),
        ("a@host:/www", '"a@host:/www" zegt niet hoe er gepubliceerd wordt. Bedoelde je "ssh:a@host:/www"?'),
        ("ftp:host", '"ftp:host" zegt niet hoe er gepubliceerd wordt.'),
        ("git", '"git" zegt niet hoe er gepubliceerd wordt.'),
        ("map:", 'zeg achter "map:" waar de site komt, zoals map:/srv/www/site'),
        ("git: ", 'zeg achter "git:" waar de site komt, zoals git:gh-pages'),
        ("ssh:host", '"host" is geen plaats op een andere computer: schrijf ze als ssh:naam@host:/srv/www/site'),
        ("ssh:h:~/x", '"h:~/x" is geen plaats op een andere computer: schrijf ze als ssh:naam@host:/srv/www/site'),
        ("rsync:a b:/x", '"a b:/x" is geen plaats op een andere computer: schrijf ze als rsync:naam@host:/www'),
    ],
)  # fmt: skip
def test_a_target_that_cannot_be_read_says_how_to_write_it(text, message):
    with pytest.raises(ValueError) as refused:
        parse_target(text)

    first, *kinds = str(refused.value).split("\n")
    assert first == message
    assert not kinds or kinds == in_words().split("\n")


@pytest.mark.parametrize("host", ["-oProxyCommand=touch weg", "naam@-oProxyCommand=x", "-l"])
def test_a_host_is_never_an_option_of_ssh(host):
    for kind in ("ssh", "rsync"):
        with pytest.raises(ValueError, match="geen plaats"):
            parse_target(f"{kind}:{host}:/srv")


def test_only_a_folder_of_this_computer_can_hold_the_sources():
    here = ["map:/srv", "rsync:/srv"]

    assert [parse_target(text).is_folder_here for text in here] == [True, True]
    elsewhere = ["ssh:host:/srv", "rsync:host:/srv", "rsync:host::srv", "rsync://host/srv", "git:gh-pages"]
    assert not any(parse_target(text).is_folder_here for text in elsewhere)


def test_every_kind_has_an_example_that_can_be_read():
    assert {parse_target(example).kind for example, _ in KINDS.values()} == {*KINDS}
