#!/bin/sh
# Counts the files of a folder. It knows nothing of logrich: it prints, as programs do.

cd "$1" || exit 1
echo "INFO counting the files of $(basename "$1")"
find . -type f | sed 's/.*\.//' | sort | uniq -c | while read -r count kind; do
    echo "$count files of kind $kind"
done
[ -e README.md ] || echo "WARNING: there is no README.md" >&2
