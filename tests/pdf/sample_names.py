#!/usr/bin/python3
"""sample_names.py FOLDER: the names of FOLDER/cldr_sample_names.csv and
faker_names.csv as script and name, tab between."""
import csv
import os
import sys

PARTS = ("title", "given", "given2", "surname", "generation", "credentials")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: sample_names.py FOLDER")
    for file in ("cldr_sample_names.csv", "faker_names.csv"):
        with open(os.path.join(sys.argv[1], file), encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = row.get("full") or " ".join(row[part] for part in PARTS if row[part])
                print(row["script"], name, sep="\t")


main()
