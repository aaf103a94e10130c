#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the data sets beside this script, their catalogue and LICENSES.md, from installed Debian packages.

    apt-get install python3-sklearn python3-skimage python3-statsmodels && /usr/bin/python3 resources/data/extract.py

Needs nothing else; running it again gives the same bytes. Gradarium itself needs neither the script nor Python.
"""
import csv
import gzip
import hashlib
import importlib.util
import io
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
SKLEARN = pathlib.Path(importlib.util.find_spec("sklearn").origin).parent / "datasets" / "data"


def package_version(package):
    return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], check=True, capture_output=True,
                          text=True).stdout


def sklearn_rows(name):
    """The rows of a bundled CSV without its first line (n, p, class names), and those class names."""
    lines = (SKLEARN / name).read_text(encoding="utf-8").splitlines()
    return [line.split(",") for line in lines[1:]], lines[0].split(",")[2:]


def with_class_names(rows, names):
    return [row[:-1] + [names[int(row[-1])]] for row in rows]


def iris():
    rows, names = sklearn_rows("iris.csv")
    return ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)",
            "species"], with_class_names(rows, names)


def wine():
    rows, _ = sklearn_rows("wine_data.csv")
    header = ["alcohol (%)", "malic acid", "ash", "alcalinity of ash", "magnesium", "total phenols", "flavanoids",
              "nonflavanoid phenols", "proanthocyanins", "colour intensity", "hue", "OD280/OD315 of diluted wines",
              "proline", "cultivar"]
    return header, with_class_names(rows, ["cultivar 1", "cultivar 2", "cultivar 3"])


def breast_cancer():
    rows, names = sklearn_rows("breast_cancer.csv")
    traits = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
              "symmetry", "fractal dimension"]
    header = ["mean " + t for t in traits] + [t + " error" for t in traits] + ["worst " + t for t in traits]
    return header + ["diagnosis"], with_class_names(rows, names)


def digits():
    with gzip.open(SKLEARN / "digits.csv.gz", "rt", encoding="utf-8") as lines:
        rows = [[str(int(float(cell))) for cell in line.split(",")] for line in lines]
    return [f"pixel {row} {column}" for row in range(1, 9) for column in range(1, 9)] + ["digit"], rows


def longley():
    folder = pathlib.Path(importlib.util.find_spec("statsmodels").origin).parent / "datasets" / "longley"
    lines = list(csv.DictReader((folder / "longley.csv").read_text(encoding="utf-8").splitlines()))
    columns = {"GNPDEFL": "GNP deflator", "GNP": "GNP (million $)", "UNEMP": "unemployed (thousand)",
               "ARMED": "armed forces (thousand)", "POP": "population (thousand)", "YEAR": "year",
               "TOTEMP": "employed (thousand)"}
    return list(columns.values()), [[line[name] for name in columns] for line in lines]


def coffee():
    """A photograph at a fifth of its width and height, each pixel the mean of 25, as binary PPM."""
    from skimage import data

    pixels = data.coffee().astype(float).reshape(80, 5, 120, 5, 3).mean(axis=(1, 3)).round().astype("uint8")
    return b"P6\n120 80\n255\n" + pixels.tobytes()


UCI = "UCI Machine Learning Repository"
BSD = "BSD-3-Clause (scikit-learn); CC-BY-4.0 (UCI)"
CC0 = "CC0-1.0"
PICTURES = [
    dict(name="coffee", make=coffee, title="A photo's colours", licence=CC0, author="Rachel Michetti", year="n.d.",
         source="skimage/data/coffee.png", rows=120 * 80,
         description="The 9,600 pixels of a photograph of a cup of coffee, 120 x 80, as red, green and blue.",
         citation="Coffee cup, photograph by Rachel Michetti, courtesy of Pikolo Espresso Bar. Copy of scikit-image.",
         changes="blocks of 5 x 5 pixels averaged; written as PPM"),
]
SETS = [
    dict(name="iris", make=iris, title="Iris flowers", target="species", licence=BSD, source="iris.csv",
         author="R. A. Fisher, E. Anderson", year=1936,
         description="Sepals and petals of 150 irises of three species. One species stands apart, two touch.",
         citation="Fisher, R. A. (1936). The use of multiple measurements in taxonomic problems. Annals of Eugenics 7, "
                  "179-188. Copy of scikit-learn (BSD-3-Clause); the values of the paper, without the two wrong rows "
                  "of the UCI copy.",
         changes="first line (counts and class names) replaced by column names; class numbers by names"),
    dict(name="wine", make=wine, title="Italian wines", target="cultivar", licence=BSD, source="wine_data.csv",
         author="M. Forina et al.", year=1991,
         description="Thirteen chemical measurements of 178 wines from three growers of one region in Italy.",
         citation="Forina, M. et al. (1991). PARVUS; Aeberhard, S., Coomans, D. (1992). Wine. " + UCI + ". Copy of "
                  "scikit-learn (BSD-3-Clause).",
         changes="first line replaced by column names; class_0..2 named cultivar 1..3"),
    dict(name="breast-cancer", make=breast_cancer, title="Breast cancer, Wisconsin", target="diagnosis", licence=BSD,
         source="breast_cancer.csv", author="W. H. Wolberg, W. N. Street, O. L. Mangasarian", year=1995,
         description="Thirty measurements of cell nuclei in 569 samples, malignant or benign.",
         citation="Wolberg, W. H., Street, W. N., Mangasarian, O. L. (1995). Breast Cancer Wisconsin (Diagnostic). " +
                  UCI + ". Copy of scikit-learn (BSD-3-Clause).",
         changes="first line replaced by column names; class numbers by names"),
    dict(name="digits", make=digits, title="Handwritten digits, 8 x 8", target="digit", licence=BSD,
         source="digits.csv.gz", author="E. Alpaydin, C. Kaynak", year=1998,
         description="1797 handwritten digits as 8 x 8 pictures of 17 grey levels.",
         citation="Alpaydin, E., Kaynak, C. (1998). Optical Recognition of Handwritten Digits, test set. " + UCI +
                  ". Copy of scikit-learn (BSD-3-Clause).",
         changes="decompressed; column names added; numbers written as integers"),
    dict(name="longley", make=longley, title="Longley's economy, 1947-1962", target="", licence="public domain",
         package="python3-statsmodels", folder="statsmodels/datasets/longley/", source="longley.csv",
         author="J. W. Longley", year=1967,
         description="Sixteen years of the economy of the United States, seven numbers each: columns that rise together.",
         citation="Longley, J. W. (1967). An appraisal of least squares programs for the electronic computer from the "
                  "point of view of the user. Journal of the American Statistical Association 62, 819-841. Copy of "
                  "statsmodels; the table of NIST's Statistical Reference Datasets.",
         changes="row counter left out; column names in full; employment last"),
]


def main():
    catalogue, ledger = [], []
    for item in SETS:
        package = item.get("package", "python3-sklearn")
        version, folder = package_version(package), item.get("folder", "sklearn/datasets/data/")
        header, rows = item["make"]()
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        data = text.getvalue().encode("utf-8")
        file = item["name"] + ".csv"
        (HERE / file).write_bytes(data)
        catalogue.append(dict(name=item["name"], title=item["title"], description=item["description"], file=file,
                              target=item["target"], rows=len(rows), columns=len(header) - (1 if item["target"] else 0),
                              classes=len({row[-1] for row in rows}) if item["target"] else 0, citation=item["citation"],
                              licence=item["licence"]))
        ledger.append(f"| `{file}` | {item['author']} | {item['year']} | {item['licence']} | {package} {version}: "
                      f"`{folder}{item['source']}` | {item['changes']} | "
                      f"`{hashlib.sha256(data).hexdigest()}` |")
    version = package_version("python3-skimage")
    for item in PICTURES:
        data = item["make"]()
        file = item["name"] + ".ppm"
        (HERE / file).write_bytes(data)
        catalogue.append(dict(name=item["name"], title=item["title"], description=item["description"], file=file,
                              target="", rows=item["rows"], columns=3, classes=0, citation=item["citation"],
                              licence=item["licence"]))
        ledger.append(f"| `{file}` | {item['author']} | {item['year']} | {item['licence']} | python3-skimage {version}: "
                      f"`{item['source']}` | {item['changes']} | `{hashlib.sha256(data).hexdigest()}` |")
    (HERE / "catalogue.json").write_text(json.dumps(catalogue, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (HERE / "LICENSES.md").write_text(
        "# Data sets: where they come from and their licences\n\n"
        "Written by `extract.py`; the data sets are separate works, not under Gradarium's own licence. Scikit-learn's\n"
        "package is under BSD-3-Clause, (c) 2007-2022 the scikit-learn developers. CC BY 4.0 for UCI's tables is known from\n"
        "upstream; the package does not state it.\n\n"
        "| file | author | year | licence | package and source | changes | sha256 |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(ledger) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
