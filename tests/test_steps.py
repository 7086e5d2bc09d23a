import io

from sitegen.commands.steps import Steps


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def busy(stream, seconds_each, parts=8):
    clock = Clock()
    steps = Steps(stream, clock)
    with steps.step("pagina’s maken", parts) as advance:
        for _ in range(parts):
            clock.now += seconds_each
            advance()
    steps.close()
    return steps


def test_a_short_build_says_nothing():
    stream = Terminal()

    busy(stream, 0.1)

    assert stream.getvalue() == ""


def test_a_long_one_shows_a_bar_on_a_terminal_that_goes_at_the_end():
    stream = Terminal()

    busy(stream, 1.0)

    shown = stream.getvalue().split("\r\x1b[K")
    assert shown[4] == "pagina’s maken: [############............] 4 van 8"
    assert shown[-1] == ""


def test_a_log_gets_a_line_now_and_then():
    stream = io.StringIO()

    busy(stream, 1.0, parts=12)

    assert stream.getvalue().splitlines() == [
        "pagina’s maken: 5 van 12 (5,00 s)",
        "pagina’s maken: 10 van 12 (10,00 s)",
    ]


def test_a_table_tells_where_the_time_went():
    clock = Clock()
    steps = Steps(io.StringIO(), clock)
    for seconds in (1.0, 2.0):
        with steps.step("lezen"):
            clock.now += seconds
    clock.now += 1.0

    assert steps.table().splitlines() == [
        "lezen          3,00 s   75%",
        "al de rest     1,00 s   25%",
    ]
