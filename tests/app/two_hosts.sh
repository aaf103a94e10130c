#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Two hosts on one machine, each with a network and a name of its own, train as one process does: mpirun.cmake between
# them, over TCP. Needs root, iproute2 and util-linux; without them it says so.   two_hosts.sh CMAKE PROGRAM MPIRUN FOLDER
set -eu
cmake=$1 program=$2 mpirun=$3 folder=$4 here=$(dirname "$0")
skip() { echo "$1: skipped"; exit 0; }
[ -n "$mpirun" ] || skip "built without MPI"
[ "$(id -u)" = 0 ] && command -v ip >/dev/null && command -v unshare >/dev/null || skip "no right to make two hosts"
first=gradarium-$$-a second=gradarium-$$-b
trap 'ip netns del $first 2>/dev/null || :; ip netns del $second 2>/dev/null || :' EXIT
ip netns add $first 2>/dev/null && ip netns add $second 2>/dev/null || skip "no right to make two hosts"
ip netns exec $first unshare --uts true 2>/dev/null || skip "no right to make two hosts"
ip link add va netns $first type veth peer name vb netns $second || skip "no right to make two hosts"
ip -n $first address add 10.99.0.1/24 dev va
ip -n $second address add 10.99.0.2/24 dev vb
for end in "$first va" "$second vb"; do
  set -- $end
  ip -n "$1" link set lo up
  ip -n "$1" link set "$2" up
done

# What ssh would be: runs the words on that host.
mkdir -p "$folder"
cat >"$folder/agent" <<END
#!/bin/sh
case \$1 in 10.99.0.1) host=$first ;; *) host=$second ;; esac
shift
exec ip netns exec \$host unshare --uts sh -c "hostname \$host; \$*"
END
chmod +x "$folder/agent"
export OMPI_MCA_plm_rsh_agent="$folder/agent" OMPI_MCA_btl=self,tcp OMPI_MCA_btl_tcp_if_include=10.99.0.0/24 \
  OMPI_MCA_oob_tcp_if_include=10.99.0.0/24
ip netns exec $first unshare --uts sh -c "hostname $first; exec \"\$@\"" sh \
  "$cmake" -D PROGRAM="$program" -D MPIRUN="$mpirun" -D HOSTS=10.99.0.1:1,10.99.0.2:1 -D FOLDER="$folder" -P "$here/mpirun.cmake"
sent=$(ip -n $first -statistics link show va | awk '/TX:/ {getline; print $1}')
[ "$sent" -gt 100000 ] || { echo "only $sent bytes went from one host to the other"; exit 1; }
