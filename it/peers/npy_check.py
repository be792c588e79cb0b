"""Reads .npy, .npz and raw files with NumPy, and says what it found: the independent eye on files that Sheaf wrote.

    python npy_check.py FILE...

One JSON line for each array: file, name (in an .npz), dtype, shape, fortran_order, and sha256 of its values in C order, little-endian.
A raw file is read as the file NAME.shape.json beside it says. Files are mapped where NumPy can. Ends with 1 if one cannot be read.
"""

import hashlib
import json
import os
import sys
import zipfile

import numpy as np


def describe(array):
    little = np.asarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
    return {
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "fortran_order": bool(array.flags.f_contiguous and not array.flags.c_contiguous),
        "sha256": hashlib.sha256(np.ascontiguousarray(little).tobytes()).hexdigest(),
    }


def arrays(path):
    if path.endswith(".npy"):
        yield None, np.load(path, mmap_mode="r", allow_pickle=False)
    elif path.endswith(".npz"):
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise ValueError(f"the checksum of {damaged} is wrong")
        with np.load(path, allow_pickle=False) as archive:
            for name in archive.files:
                yield name, archive[name]
    else:
        with open(path + ".shape.json", encoding="utf-8") as file:
            said = json.load(file)
        dtype = np.dtype(said["dtype"]).newbyteorder("<" if said["byteorder"] == "little" else ">")
        expected = said["offset"] + dtype.itemsize * int(np.prod(said["shape"], dtype=np.int64))
        if os.path.getsize(path) != expected:
            raise ValueError(f"expected {expected} bytes, found {os.path.getsize(path)}")
        yield said["field"], np.memmap(path, dtype, "r", said["offset"], tuple(said["shape"]), said["order"])


def main(paths):
    failed = 0
    for path in paths:
        try:
            for name, array in arrays(path):
                print(json.dumps({"file": path, "name": name, **describe(array)}, sort_keys=True))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as e:
            print(json.dumps({"file": path, "error": f"{type(e).__name__}: {e}"}, sort_keys=True))
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
