#!/bin/sh
# Makes one list of Debian's weak keys: generate.sh rsa-2048|rsa-3072|rsa-4096|p-256|p-384 DIRECTORY
# Needs gcc, libgmp-dev, libssl-dev, xxd, and a processor with AVX-512 IFMA and SHA. What it made before, it keeps.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kind=$1
work=$2
bits=${kind#*-}
mkdir -p "$work"
case $kind in
rsa-*) gcc -O3 -march=native -DBITS="$bits" "$here/rsa.c" -o "$work/$kind" -lgmp ;;
p-*) gcc -O2 -march=native "$here/ec.c" -o "$work/$kind" -lcrypto ;;
esac
for machine in "8 0" "4 0" "4 1"; do # le64, le32, be32
    for file in 0 1 2; do # ~/.rnd read, unreadable, missing
        part=$work/$kind-$(echo "$machine" | tr ' ' -)-$file
        if [ ! -e "$part" ]; then
            case $kind in
            rsa-*) "$work/$kind" $machine "$file" 0 32768 >"$part.part" ;;
            p-*) "$work/$kind" "$bits" $machine "$file" 0 32768 >"$part.part" ;;
            esac
            mv "$part.part" "$part"
        fi
    done
done
cut -c 5-20 "$work/$kind"-?-?-? | sort -u | xxd -r -p >"$work/$kind.bin"
test "$(wc -c <"$work/$kind.bin")" -eq $((9 * 32768 * 8))
