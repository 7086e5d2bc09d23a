import os

from sitegen.cache import Cache


def test_what_was_put_is_there_again(tmp_path):
    cache = Cache(tmp_path / "nieuw" / "map")

    assert cache.get("a") is None
    cache.put("a", b"een")
    assert cache.get("a") == b"een"
    assert [path.name for path in cache.folder.iterdir()] == ["a"]


def test_what_was_used_last_is_kept(tmp_path):
    cache = Cache(tmp_path)
    for age, key in enumerate("abcd"):
        cache.put(key, key.encode())
        os.utime(tmp_path / key, (1000 - age, 1000 - age))

    cache.get("d")
    cache.forget(2)

    assert {path.name for path in tmp_path.iterdir()} == {"a", "d"}


def test_without_a_place_to_write_everything_is_made_again(tmp_path):
    (tmp_path / "bestand").write_text("")
    cache = Cache(tmp_path / "bestand" / "map")

    cache.put("a", b"een")
    cache.forget(1)

    assert cache.get("a") is None
