# What ./run and ./test share: installing the packages that are absent, and building. Sourced, with the root as folder.
root=$(pwd -P)
preset=release
[[ $(uname) != Darwin ]] || preset=macos

# Debian 12 and Ubuntu 24.04 call them the same; a name that apt does not know is left out.
runPackages='g++ cmake ninja-build ccache qt6-base-dev libqt6opengl6-dev qt6-svg-dev qt6-charts-dev qt6-qpa-plugins
  libgl1-mesa-dri libtbb-dev libeigen3-dev nlohmann-json3-dev libmd4c-dev fonts-inter fonts-jetbrains-mono'
testPackages='libgtest-dev libgmock-dev libbenchmark-dev python3-numpy'

say() { printf '%s\n' "$*" >&2; }

absent() {
  local name installed
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2> /dev/null) "
  for name in "$@"; do
    [[ $installed == *" installed:$name "* ]] || echo "$name"
  done
}

known() {
  local name
  for name in "$@"; do
    [[ -z $(apt-cache show --no-all-versions "$name" 2> /dev/null) ]] || echo "$name"
  done
}

# installMissing [PACKAGE...]: those of ./run, and these
installMissing() {
  command -v apt-get > /dev/null && command -v dpkg-query > /dev/null || return 0  # README.md tells what others need
  local missing names as=()
  missing=$(absent $runPackages "$@")
  [[ -n $missing ]] || return 0
  if [[ $(id -u) != 0 ]]; then
    as=(sudo)
    if ! maySudo; then
      say "Some packages are missing, and only an administrator can install them. As root, type:"
      say "  apt-get update && apt-get install -y --no-install-recommends" $missing
      exit 1
    fi
  fi
  [[ -z $(known g++) || -n $(known $missing) ]] || return 0
  say "Installing what is missing:" $missing
  "${as[@]}" apt-get update -qq >&2
  names=$(known $missing)
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >&2
}

maySudo() { command -v sudo > /dev/null && if [[ -t 0 ]]; then sudo -v; else sudo -n true 2> /dev/null; fi; }

# build [TARGET]: says nothing but progress and what the compilers say
build() {
  [[ $root/build/$preset/build.ninja -nt $root/CMakePresets.json ]] && ! moved || configure
  nice -n 5 cmake --build "$root/build/$preset" ${1:+--target "$1"} 2>&1 | progress >&2
}

configure() {
  ! moved || rm -rf "$root/build/$preset"
  (cd "$root" && cmake --preset "$preset" 2>&1 | { grep -v '^-- \|^Preset \|^  [A-Z_]*=\|^$' || true; }) >&2
}

# Whether the folder stood elsewhere when it was built: then CMake would refuse.
moved() {
  local cache=$root/build/$preset/CMakeCache.txt
  [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"
}

# One line that counts on a terminal, a line for every tenth elsewhere
progress() {
  local line shown=-1 terminal=
  [[ ! -t 2 ]] || terminal=1
  while IFS= read -r line; do
    case $line in
      *'Re-checking globbed'* | 'ninja: no work to do.' | '-- '*) ;;
      '['[0-9]*/*'] '*)
        local done=${line#[} all=${line#*/}
        done=${done%%/*} all=${all%%]*}
        if [[ $terminal ]]; then
          printf '\r\033[K%.100s' "$line"
        elif ((done * 10 / all != shown)); then
          shown=$((done * 10 / all)) && printf 'built %s of %s\n' "$done" "$all"
        fi
        ;;
      *) printf "${terminal:+\r\033[K}%s\n" "$line" ;;
    esac
  done
  printf "${terminal:+\r\033[K}"
}
