# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What ./studio and ./test share; sourced by them from the root of the clone. All of it speaks on
# standard error: standard output belongs to the program. A step that is done leaves a stamp.

say() { echo "set-up: $*" >&2; }

fail() {
    say "error: $*"
    exit 1
}

# The names in debian_packages.txt.
listed_packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' packaging/debian_packages.txt; }

missing_packages() {
    local package
    for package in $(listed_packages); do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            echo "$package"
    done
}

install_packages() {
    if ! command -v apt-get dpkg-query >/dev/null; then
        say "no apt here: these must be there, as this system calls them: $(listed_packages | tr "\n" " ")"
        return
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            fail "packages: expected root or sudo, found neither; as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${#missing[@]} packages: ${missing[*]}"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
    "${apt[@]}" update >&2 </dev/null || say "apt's lists could not be refreshed; trying what is known"
    "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2 </dev/null ||
        fail "packages: expected apt to install them, found the reason above"
}

# The first Python with pip: the user's own, else Debian's.
python_with_pip() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -m pip --version >/dev/null 2>&1; then
            echo "$python"
            return
        fi
    done
    fail "python: expected one with pip, found none"
}

bring_dependencies() {
    local without=() python
    if [[ -n ${LIBTORCH_ROOT:-}${Torch_DIR:-} ]]; then
        without=(--without torch nvidia-cuda-cupti nvidia-cuda-runtime)
    elif [[ $(uname -sm) != "Linux x86_64" ]]; then
        fail "LibTorch: expected Linux x86_64, found $(uname -sm); set LIBTORCH_ROOT to your own"
    fi
    python=$(python_with_pip)
    "$python" packaging/bring_wheels.py .deps "${without[@]}" </dev/null
}

# What the set-up was made from; another content asks for another set-up.
set_up_key() {
    cat packaging/debian_packages.txt packaging/python_wheels.txt packaging/bring_wheels.py \
        packaging/set_up.sh
    echo "${LIBTORCH_ROOT:-} ${Torch_DIR:-}"
}

set_up() {
    local stamp=.deps/.set-up key
    key=$(set_up_key | sha256sum)
    [[ -f $stamp && $(<"$stamp") == "$key" ]] && return
    mkdir -p .deps
    ( # one at a time: ./studio and ./test may start together
        flock 9
        install_packages
        bring_dependencies
        echo "$key" >"$stamp"
    ) 9>.deps/.lock
    say "everything is there"
}

# One compiler a core, but no more than fit into memory: a file full of tensors takes 1.5 GB.
jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

# build <preset> [target...]: configures where the preset or LibTorch changed, then builds.
build() {
    local preset=$1 folder=build/$1 key
    shift
    key=$( (cat CMakePresets.json; echo "${LIBTORCH_ROOT:-} ${Torch_DIR:-}") | sha256sum)
    if [[ ! -f $folder/build.ninja || ! -f $folder/.configured || $(<"$folder/.configured") != "$key" ]]
    then
        rm -f "$folder/CMakeCache.txt"
        cmake --preset "$preset" ${Torch_DIR:+-DTorch_DIR="$Torch_DIR"} >&2 ||
            fail "$preset: expected cmake to configure it, found the reason above"
        echo "$key" >"$folder/.configured"
    fi
    cmake --build --preset "$preset" -j "$(jobs)" ${1:+--target "$@"} >&2 ||
        fail "$preset: expected it to build, found the reason above"
}

# is_built <stamp>: nothing that goes into the program is newer. A folder is newer where a file was
# added to it or removed.
is_built() {
    [[ -f $1 ]] && [[ -z $(find explain models views plugins app resources packaging CMakeLists.txt \
        CMakePresets.json -newer "$1" -print -quit) ]]
}
