#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches the wheels of python_wheels.txt by pip and unpacks the parts that the studio needs.

    bring_wheels.py DEPENDENCIES_FOLDER [--without NAME ...]

A finished wheel is kept in the user's cache under its sha256, for every clone; one whose bytes do
not have that hash is fetched again. Folders appear in DEPENDENCIES_FOLDER whole or not at all.
"""
import argparse
import hashlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

WHEELS = pathlib.Path(__file__).with_name("python_wheels.txt")
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_25_x86_64", "manylinux_2_17_x86_64",
             "manylinux2014_x86_64")

# Wheel: what to take, by the start of its path, and where to put it.
PARTS = {
    "torch": {
        "torch/include/": "libtorch/include/",
        "torch/lib/libtorch_cpu.so": "libtorch/lib/libtorch_cpu.so",
        "torch/lib/libc10.so": "libtorch/lib/libc10.so",
        "torch/lib/libgomp.so.1": "libtorch/lib/libgomp.so.1",
        "torch-2.15.0.dist-info/licenses/": "libtorch/licenses/",
    },
    # libtorch_cpu.so looks for these in ../../nvidia/cu13/lib.
    "nvidia-cuda-cupti": {"nvidia/cu13/lib/libcupti.so.13": "nvidia/cu13/lib/libcupti.so.13"},
    "nvidia-cuda-runtime": {"nvidia/cu13/lib/libcudart.so.13": "nvidia/cu13/lib/libcudart.so.13"},
    "justmyresource-lucide": {
        "justmyresource_lucide/icons.zip": "icons/",
        "justmyresource_lucide-0.575.0.dist-info/licenses/LICENSES/LUCIDE-LICENSE": "icons/LICENSE",
    },
}


def say(text):
    print(f"set-up: {text}", file=sys.stderr, flush=True)


def pinned():
    """(name, requirement line, sha256) of each wheel."""
    lines = [line.strip() for line in WHEELS.read_text().splitlines()]
    for line in lines:
        if line and not line.startswith("#"):
            name, sha256 = re.fullmatch(r"([\w-]+)==\S+ --hash=sha256:([0-9a-f]{64})", line).groups()
            yield name, line, sha256


def sha256_of(file):
    total = hashlib.sha256()
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            total.update(block)
    return total.hexdigest()


def cache_folder():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = pathlib.Path(base) / "groundscope" / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def download(requirement, into):
    """pip reads the user's own configuration: index, proxy, certificates."""
    wanted = into / "wanted.txt"
    wanted.write_text(requirement + "\n")
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--no-cache-dir",
           "--only-binary=:all:", "--python-version", "311", "--implementation", "cp",
           "--disable-pip-version-check", "--retries", "10", "--dest", str(into), "-r", str(wanted)]
    for platform in PLATFORMS:
        pip += ["--platform", platform]
    offered = subprocess.run(pip[:4] + ["--help"], capture_output=True, text=True).stdout
    if "--resume-retries" in offered:  # pip 25: goes on where a broken connection stopped
        pip += ["--resume-retries", "10"]
    # Its temporary copy goes beside the cache: /tmp may be small.
    done = subprocess.run(pip, stdout=sys.stderr, env={**os.environ, "TMPDIR": str(into)})
    wheels = list(into.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        sys.exit(f"set-up: error: {requirement.split()[0]}: expected pip to fetch it, "
                 "found the reason above")
    return wheels[0]


def cached_wheel(name, requirement, sha256):
    wheel = cache_folder() / f"{sha256}.whl"
    if wheel.exists():
        if sha256_of(wheel) == sha256:
            return wheel
        say(f"the kept {name} is broken, fetching it again")
        wheel.unlink()
    say(f"fetching {requirement.split()[0]}")
    with tempfile.TemporaryDirectory(prefix="partial-", dir=cache_folder()) as partial:
        fetched = download(requirement, pathlib.Path(partial))
        if sha256_of(fetched) != sha256:
            sys.exit(f"set-up: error: {name}: expected sha256 {sha256}, found another")
        os.replace(fetched, wheel)
    return wheel


def unpack(archive, parts, into):
    for entry in archive.infolist():
        for start, place in parts.items():
            if entry.is_dir() or not entry.filename.startswith(start):
                continue
            if start.endswith(".zip"):
                unpack(zipfile.ZipFile(io.BytesIO(archive.read(entry))), {"": place}, into)
                continue
            target = into / (place + entry.filename[len(start):])
            if into.resolve() not in target.resolve().parents:
                sys.exit(f"set-up: error: {entry.filename}: expected a path inside its folder")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(entry) as source, open(target, "wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME")
    arguments = parser.parse_args()
    wanted = [wheel for wheel in pinned() if wheel[0] not in arguments.without]
    arguments.folder.mkdir(exist_ok=True)
    note = arguments.folder / ".unpacked"
    unpacked = "".join(f"{sha256} {name} {PARTS[name]}\n" for name, _, sha256 in wanted)
    if note.exists() and note.read_text() == unpacked:
        return
    for left in arguments.folder.glob(".unpacking-*"):  # by a set-up that was killed
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=arguments.folder) as unpacking:
        for name, requirement, sha256 in wanted:
            wheel = cached_wheel(name, requirement, sha256)
            say(f"unpacking {name}")
            with zipfile.ZipFile(wheel) as archive:
                unpack(archive, PARTS[name], pathlib.Path(unpacking))
        note.unlink(missing_ok=True)
        for folder in pathlib.Path(unpacking).iterdir():
            shutil.rmtree(arguments.folder / folder.name, ignore_errors=True)
            os.replace(folder, arguments.folder / folder.name)
    note.write_text(unpacked)


if __name__ == "__main__":
    main()
