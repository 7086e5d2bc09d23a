"""How long an editor waits: from a save to the changed page in the browser, 20 times: `make bench`.

python -m bench.preview
"""

from __future__ import annotations

import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from sitegen.paths import HOME
from tests import browser

SAVES = 20


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "content"):
            shutil.copytree(HOME / name, root / name)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, str(HOME / "build.py"), "serve", "--root", folder, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert server.stdout
        next(line for line in server.stdout if line.startswith("Bekijk"))
        try:
            waits = _waits(f"http://127.0.0.1:{port}/over/", root / "content" / "over.md")
        finally:
            server.terminate()
    median, slowest = statistics.median(waits), max(waits)
    print(f"bewaren tot de pagina er staat ({SAVES} keer): mediaan {median:.2f} s, traagste {slowest:.2f} s")


def _waits(address: str, file: Path) -> list[float]:
    text = file.read_text(encoding="utf-8")
    waits = []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser.executable(), args=browser.FLAGS)
        page = launched.new_page()
        page.goto(address)
        for number in range(SAVES):
            page.wait_for_timeout(300)
            start = time.perf_counter()
            file.write_text(
                re.sub(r"^titel: .*$", f"titel: Versie {number}.", text, flags=re.M), encoding="utf-8"
            )
            page.wait_for_selector(f"h1:has-text('Versie {number}.')")
            waits.append(time.perf_counter() - start)
        launched.close()
    return waits


if __name__ == "__main__":
    main()
