"""yaml-language-server, the program behind the YAML help of VS Code and other editors, over its standard streams."""

import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

SERVER = Path(__file__).parent / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 30
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {},
    "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True},
}


@contextmanager
def language_server(root: Path):
    beside_python = str(Path(sys.executable).parent)
    node = shutil.which("node", path=os.pathsep.join([beside_python, os.environ["PATH"]]))
    assert node and SERVER.exists(), 'yaml-language-server ontbreekt: installeer het met "make test"'
    process = subprocess.Popen(
        [node, str(SERVER), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    server = LanguageServer(process)
    try:
        server.begin(root)
        yield server
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


class LanguageServer:
    """Each document is opened once; its faults are those that the server reports first."""

    def __init__(self, process):
        self.process = process
        self.number = 0
        self.answers = Queue()
        self.found = {}
        self.reported = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self, root):
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
                },
                "publishDiagnostics": {},
            },
        }
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": "site"}],
                "capabilities": capabilities,
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def open(self, path: Path, text: str) -> str:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return document["uri"]

    def faults(self, uri: str) -> list[tuple[int, str]]:
        """(line, message) of all that is wrong with an open document, from the top."""
        with self.reported:
            assert self.reported.wait_for(lambda: uri in self.found, PATIENCE), f"geen antwoord over {uri}"
            return sorted((each["range"]["start"]["line"] + 1, each["message"]) for each in self.found[uri])

    def completions(self, uri: str, line: int, column: int) -> dict[str, dict]:
        """What is proposed at a place (from 1), by its label."""
        answer = self._ask("textDocument/completion", _place(uri, line, column))
        return {item["label"]: item for item in answer["items"]}

    def hover(self, uri: str, line: int, column: int) -> str:
        answer = self._ask("textDocument/hover", _place(uri, line, column))
        return answer["contents"]["value"] if answer else ""

    def _ask(self, method, params):
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            try:
                answer = self.answers.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"yaml-language-server zwijgt over {method}") from None
            if answer["id"] == self.number:
                assert "error" not in answer, answer
                return answer["result"]

    def _tell(self, method, params):
        self._send({"method": method, "params": params})

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self):
        while message := self._read():
            if "method" not in message:
                self.answers.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                with self.reported:
                    self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
                    self.reported.notify_all()
            elif "id" in message:
                self._send({"id": message["id"], "result": self._configuration(message)})

    @staticmethod
    def _configuration(message):
        if message["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(item.get("section")) for item in message["params"]["items"]]

    def _read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length)) if length else None


def _place(uri, line, column):
    return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}
