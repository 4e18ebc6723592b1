#!/usr/bin/env python3
"""Reads the open figures, checks their hash and prints how many answers came in time, month by month.

Usage: figures.py http://127.0.0.1:8080
"""
import csv
import hashlib
import io
import json
import sys
import urllib.request


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def main(base):
    index = json.loads(get(base + "/api/v1/open-data"))
    figures = next(s for s in index["sets"] if s["name"] == "figures")
    file = next(f for f in figures["files"] if f["format"] == "csv")
    data = get(base + file["path"])
    if hashlib.sha256(data).hexdigest() != file["sha256"]:
        sys.exit("the file is not the one that was announced; download it again")
    print(f"as of {index['asOf']}, {index['licence']}, sha256 {file['sha256'][:12]}…")
    rows = csv.DictReader(io.StringIO(data.decode()))
    for row in rows:
        if row["unit"] == "" and row["figure"] == "answered_in_time":
            share = f"{float(row['value']):.1%}" if row["value"] else "—"
            print(f"{row['month']}  {share:>7}  n={row['n']}")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
