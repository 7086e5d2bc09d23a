import pytest

from sitegen import outcome
from sitegen.memory import Memory, Pack, Shelf

VERSION, OTHER = b"v" * 16, b"w" * 16
OUTCOME, REST = {"tree": ({"a": (1, 2, 3)}, {}), "made": ("1 pagina", 0)}, {"pages": {"/": [b"key", None]}}


def told(folder, version=VERSION):
    return outcome.read((folder / "geheugen").read_bytes(), version)


@pytest.fixture
def saved(tmp_path):
    memory = Memory(tmp_path, VERSION)
    ref = memory.pack.put({"een": "stuk"})
    memory.save(OUTCOME, {**REST, "ref": ref})
    return tmp_path


def test_a_memory_comes_back_as_it_was_left(saved):
    memory = Memory(saved, VERSION)

    rest = memory.rest()

    assert told(saved) == OUTCOME
    assert rest["pages"] == REST["pages"]
    assert memory.pack.get(rest["ref"]) == {"een": "stuk"}


def test_another_version_of_the_generator_remembers_nothing(saved):
    memory = Memory(saved, OTHER)

    assert (told(saved, OTHER), memory.rest()) == ({}, {})


@pytest.mark.parametrize("at", [0, 20, 40, 60, 90, 120, -40, -1])
def test_a_changed_byte_is_seen_wherever_it_stands(saved, at):
    """Each part counts as not there, or is as it was."""
    path = saved / "geheugen"
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)

    memory = Memory(saved, VERSION)

    assert told(saved) in ({}, OUTCOME)
    assert memory.rest().get("pages", REST["pages"]) == REST["pages"]


@pytest.mark.parametrize("length", [0, 5, 16, 30, 60, -1])
def test_half_a_memory_is_none(saved, length):
    path = saved / "geheugen"
    path.write_bytes(path.read_bytes()[:length])

    assert Memory(saved, VERSION).rest() == {}


def test_a_damaged_piece_is_not_there(saved):
    path = saved / "stukken-1"
    ref = Memory(saved, VERSION).rest()["ref"]
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    assert Pack(path).get(ref) is None
    path.unlink()
    assert Pack(path).get(ref) is None


def test_pieces_of_which_most_are_dead_move_to_another_file(saved, monkeypatch):
    monkeypatch.setattr("sitegen.memory.SMALL", 100)
    memory = Memory(saved, VERSION)
    rest = memory.rest()
    alive = [rest["ref"]]
    for number in range(50):
        memory.pack.put("weg" * number)
    assert memory.pack.is_mostly_dead(alive)

    memory.tidy([(alive, 0, rest["ref"])])
    memory.save(OUTCOME, {"ref": alive[0]})

    again = Memory(saved, VERSION)
    assert again.rest()["ref"] == alive[0] and again.pack.get(alive[0]) == {"een": "stuk"}
    assert [path.name for path in saved.glob("stukken*")] == ["stukken-2"]


def test_a_piece_can_be_read_before_it_is_written(tmp_path):
    pack = Pack(tmp_path / "stukken-1")

    assert [pack.get(pack.put(number)) for number in range(3)] == [0, 1, 2]


def test_without_a_folder_pieces_last_for_one_build():
    memory = Memory(None, VERSION)
    memory.save(OUTCOME, REST)

    assert memory.pack.get(memory.pack.put("iets")) == "iets"
    assert memory.rest() == {}
    assert Memory(None, VERSION).pack.get((0, 30)) is None


def test_a_shelf_keeps_pieces_by_name(tmp_path):
    refs = {}
    shelf = Shelf(Pack(tmp_path / "stukken-1"), refs)
    shelf["een"] = b"1"
    shelf["twee"] = b"2"
    del shelf["een"]

    assert (dict(shelf), len(shelf), list(refs)) == ({"twee": b"2"}, 1, ["twee"])
    (tmp_path / "stukken-1").write_bytes(b"")
    assert shelf.get("twee") is None
