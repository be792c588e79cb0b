"""Makes the files beside it: h5py 3.16.0 with HDF5 2.0.0. The values are those that the tests name."""
import h5py
import numpy as np

ROWS = 20

with h5py.File("rows.h5", "w", libver=("v110", "v110")) as f:
    i = np.arange(ROWS)
    f["image"] = (np.arange(ROWS * 6).reshape(ROWS, 2, 3) / 4).astype("<f4")
    f["swapped"] = (np.arange(ROWS * 2).reshape(ROWS, 2) / 8).astype(">f8")
    f.create_dataset("label", data=(i * i).astype("<i8"), chunks=(8,), compression="gzip", shuffle=True, fletcher32=True)
    f["small"] = (255 - i).astype("u1")
    f["half"] = (i / 2).astype("<f2")
    f["flag"] = i % 3 == 0
    f["color"] = (i % 2).astype(h5py.enum_dtype({"RED": 0, "BLUE": 1}, basetype="i1"))
    f.create_dataset("name", data=[f"row {k}" for k in i], dtype=h5py.string_dtype())
    f["pair"] = np.array([[f"a{k}", f"b{k}"] for k in i], dtype="S4")
    f["blob"] = np.array([bytes([k, 1, 2]) for k in i], dtype="V3")
    f["point"] = np.array([(k, (k / 2, k / 4), b"p%d" % k) for k in i], dtype=[("id", "<i4"), ("at", "<f4", (2,)), ("tag", "S3")])
    lists = f.create_dataset("list", (ROWS,), dtype=h5py.vlen_dtype(np.dtype("<i4")))
    for k in i:
        lists[k] = np.arange(k % 4)
    f["scalar"] = np.float64(1.5)
    f["nothing"] = h5py.Empty("f4")
    layout = h5py.VirtualLayout(shape=(ROWS,), dtype="<i8")
    layout[:] = h5py.VirtualSource(f["label"])
    f.create_virtual_dataset("virtual", layout)
    f.create_dataset("reference", (ROWS,), dtype=h5py.ref_dtype)
    g = f.create_group("other")
    g["x"] = np.arange(3, dtype="<i4")
    g["y"] = np.arange(4, dtype="<i4")
    f.create_group("empty")

# As small as it gets, in the old form and in the new one: every byte is changed.
for name, version in (("old.h5", "earliest"), ("new.h5", "v110")):
    with h5py.File(name, "w", libver=(version, "v110")) as f:
        f.create_dataset("x", data=np.arange(12, dtype="<i2").reshape(6, 2), chunks=(4, 2), compression="gzip", fletcher32=True)
        f["s"] = np.array([b"a", b"bc", b"", b"d", b"ef", b"g"], dtype="S2")

# Arrays of chunks in pages, and chunks that were never written.
with h5py.File("pages.h5", "w", libver=("v110", "v110")) as f:
    d = f.create_dataset("grows", (300000,), "<i2", chunks=(1,), maxshape=(None,), fillvalue=-7)
    for k in (0, 5, 131072, 262143):
        d[k] = k % 1000
    d = f.create_dataset("fixed", (20000,), "<i2", chunks=(8,), fillvalue=-7)
    for k in (0, 5, 9000, 16383, 16384, 19999):
        d[k] = k % 1000

# Files of each length, all of it under checksums.
for rows in range(13):
    i = np.arange(rows)
    with h5py.File(f"contract-{rows}.h5", "w", libver=("v110", "v110")) as f:
        options = dict(chunks=(4,), maxshape=(None,), compression="gzip", fletcher32=True)
        f.create_dataset("number", data=(i * 1000 - 3).astype("<i4"), **options)
        f.create_dataset("text", data=np.array([b"t%d" % k for k in i], dtype="S4"), **options)
