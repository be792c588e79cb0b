"""Writes the .npy files beside this script, with NumPy (made with 2.4.6): python3 make.py

Every array counts 0, 1, 2, ... in row-major order, so that a test knows its values from its name.
"""

import pathlib

import numpy as np
from numpy.lib import format

HERE = pathlib.Path(__file__).parent


def counting(dtype, *shape):
    return np.arange(np.prod(shape, dtype=int)).astype(dtype).reshape(shape)


def save(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        format.write_array(file, array, version=version, allow_pickle=False)


for dtype in ("uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64"):
    save(f"{dtype}-7", counting(dtype, 7))
for dtype in ("float16", "float32", "float64", "complex64", "complex128"):
    save(f"{dtype}-2x3", counting(dtype, 2, 3))
save("bool-2x1", counting("bool", 2, 1))
save("float32-scalar", counting("float32"))
save("int64-0x4", counting("int64", 0, 4))
save("float64-1x2x3x4", counting("float64", 1, 2, 3, 4))
save("float32-2x3-version2", counting("float32", 2, 3), version=(2, 0))
save("float32-2x3-version3", counting("float32", 2, 3), version=(3, 0))
save("float32-3-fortran", np.asfortranarray(counting("float32", 3)))
save("float32-2x3-fortran", np.asfortranarray(counting("float32", 2, 3)))
save("float32-2x3-bigendian", counting(">f4", 2, 3))
save("structured-2", np.zeros(2, dtype=[("x", "<f4"), ("y", "<i2")]))
save("text-2", np.array(["a", "bc"]))
