"""Releases as commits of a branch that holds nothing else, for hosts that show such a branch (GitHub Pages)."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from sitegen.git import environment, git, last_line
from sitegen.problems import UseError
from sitegen.publication import MANIFEST, reason
from sitegen.release import RECORD, Found, Release, foreign, lingering, parsed, some

REMOTE = "origin"
# What the host reads, besides the site: no Jekyll, which hides names that begin with "_"; and the name of the site.
NO_JEKYLL, DOMAIN = ".nojekyll", "CNAME"
# Older releases stay in git; these are listed.
MOST_LISTED = 20
# What ls-remote answers when there is no such branch.
NO_SUCH_BRANCH = 2
# The name of a commit that does not say which release it is.
UNKNOWN = "?"


class Branch:
    """`push`: to the host as well. `domain` is the name in CNAME, or empty for none."""

    def __init__(self, root: Path, name: str, push: bool, domain: str = "") -> None:
        self.root = root
        self.name = name
        self.push = push
        self.domain = domain
        self._tip = ""
        self._live: Release | None = None
        self._commits: dict[str, str] = {}

    def look(self) -> Found:
        """Raises UseError when the branch is of somebody else, or nothing can be put on it."""
        self._refuse_unfit()
        is_there = self._fetch() if self.push else True
        tips = (self._commit(f"refs/{place}/{self.name}") for place in (f"remotes/{REMOTE}", "heads"))
        # ghp-import goes on from what the host has, where that is known.
        self._tip = next(filter(None, tips), "")
        if not self._tip:
            return Found()
        self._refuse_foreign()
        commits = self._git("rev-list", "--first-parent", f"--max-count={MOST_LISTED}", self._tip).split()
        known = [(found, commit) for commit in commits if (found := parsed(self._content(commit, RECORD)))]
        self._commits = {release.name: commit for release, commit in reversed(known)}
        at_tip = next((release.name for release, commit in known if commit == self._tip), UNKNOWN)
        kept = {release.name: release for release, _ in known}.values()
        whole = Found.of(kept, at_tip if is_there else "")
        self._live = whole.live
        return whole

    def publish(self, site: Path, release: Release, most: int) -> None:
        """All releases are kept: git forgets none."""
        with tempfile.TemporaryDirectory(prefix="digitaal-mee-") as folder:
            whole = Path(folder, "uitgave")
            try:
                shutil.copytree(site, whole, copy_function=shutil.copyfile)
                (whole / RECORD).write_bytes(release.record())
                for name in lingering(self._live, release):
                    if content := self._content(self._tip, name):
                        (whole / name).parent.mkdir(parents=True, exist_ok=True)
                        (whole / name).write_bytes(content)
            except OSError as error:
                raise UseError(
                    f"de uitgave kan niet klaargezet worden in {folder}: {reason(error)}"
                ) from error
            options = [f"--branch={self.name}", "--no-jekyll", f"--message=Uitgave {release.name}"]
            options += [f"--cname={self.domain}"] if self.domain else []
            moment = {"GIT_COMMITTER_DATE": f"{release.moment.timestamp():.0f} +0000"}
            command = [sys.executable, "-m", "ghp_import", *options, str(whole)]
            settings = {**environment(), **self._committer(), **moment}
            done = subprocess.run(command, cwd=self.root, env=settings, capture_output=True, check=False)
            if done.returncode:
                raise UseError(f'de tak "{self.name}" kan niet gemaakt worden: {_fatal(done)}')
        if self.push:
            self._push(f"refs/heads/{self.name}")

    def go_back(self, release: Release) -> None:
        commit = self._commits[release.name]
        self._git("update-ref", f"refs/heads/{self.name}", commit)
        if self.push:
            self._push(f"{commit}:refs/heads/{self.name}", f"--force-with-lease={self.name}:{self._tip}")

    def _refuse_unfit(self) -> None:
        if importlib.util.find_spec("ghp_import") is None:
            raise UseError("hiervoor is ghp-import nodig: typ eerst make installeren")
        if git(self.root, "rev-parse", "--git-dir").returncode:
            raise UseError(f"{self.root} staat niet in een git-repository: daar kan geen tak bij")
        if git(self.root, "check-ref-format", "--branch", self.name).returncode:
            raise UseError(f'"{self.name}" is geen naam voor een tak: kies bijvoorbeeld git:gh-pages')
        trees = self._git("worktree", "list", "--porcelain").splitlines()
        if f"branch refs/heads/{self.name}" in trees:
            raise UseError(
                f'"{self.name}" is de tak waarop je werkt: kies een tak die nog niet bestaat, zoals git:gh-pages'
            )

    def _refuse_foreign(self) -> None:
        names = self._git("ls-tree", "-r", "-z", "--name-only", "--full-tree", self._tip).split("\0")
        listed = self._content(self._tip, MANIFEST).decode(errors="replace")
        if found := foreign(filter(None, names), "\n".join([listed, NO_JEKYLL, DOMAIN])):
            raise UseError(
                f'in de tak "{self.name}" staan bestanden die niet van de site zijn ({some(found)}). '
                "Kies een tak die nog niet bestaat, zoals git:gh-pages"
            )

    def _fetch(self) -> bool:
        """Whether the host has the branch."""
        if git(self.root, "remote", "get-url", REMOTE).returncode:
            raise UseError(
                f'deze repository kent geen "{REMOTE}": zeg eerst waar ze staat met git remote add {REMOTE} ADRES'
            )
        name = f"refs/heads/{self.name}"
        found = git(self.root, "ls-remote", "--exit-code", REMOTE, name)
        if found.returncode == NO_SUCH_BRANCH:
            return False
        tracked = f"+{name}:refs/remotes/{REMOTE}/{self.name}"
        done = found if found.returncode else git(self.root, "fetch", "--quiet", REMOTE, tracked)
        if done.returncode:
            raise UseError(f'git kan "{REMOTE}" niet lezen: {_fatal(done)}')
        return True

    def _push(self, what: str, *options: str) -> None:
        done = git(self.root, "push", "--quiet", *options, REMOTE, what)
        if done.returncode:
            raise UseError(
                f'de tak "{self.name}" is klaar, maar git kan ze niet naar "{REMOTE}" sturen: {_fatal(done)}\n'
                "De site die online staat, is niet veranderd."
            )

    def _commit(self, name: str) -> str:
        return (
            git(self.root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").stdout.decode().strip()
        )

    def _content(self, commit: str, path: str) -> bytes:
        done = git(self.root, "show", f"{commit}:{path}")
        return b"" if done.returncode else done.stdout

    def _committer(self) -> dict[str, str]:
        """Who commits. ghp-import reads only one of the places where git finds it."""
        done = git(self.root, "var", "GIT_COMMITTER_IDENT")
        name, _, rest = done.stdout.decode(errors="replace").partition(" <")
        if done.returncode:
            raise UseError(
                'git weet niet wie je bent: typ eerst git config user.name "Jouw naam", en user.email'
            )
        return {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": rest.partition(">")[0]}

    def _git(self, *arguments: str) -> str:
        done = git(self.root, *arguments)
        if done.returncode:
            raise UseError(f"git kan dit niet: {_fatal(done)}")
        return done.stdout.decode(errors="surrogateescape")


def _fatal(done: subprocess.CompletedProcess[bytes]) -> str:
    """The line that says why; git may give advice after it."""
    lines = done.stderr.decode(errors="replace").splitlines()
    telling = (line for line in lines if line.startswith(("fatal:", "error:", " ! ", "remote:")))
    return next(telling, last_line(done)).strip()
