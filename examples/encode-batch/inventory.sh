#!/bin/sh
# Counts the files of a folder. It knows nothing of logrich: it prints, as programs do.

echo "INFO counting the files of $1"
find "$1" -type f | sed 's/.*\.//' | sort | uniq -c | while read -r count kind; do
    echo "$count files of kind $kind"
done
[ -e "$1/README.md" ] || echo "WARNING: $1 has no README.md" >&2
