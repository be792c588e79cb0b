"""Reads files that Sheaf wrote with the formats' own libraries, and compares what they hold.

    check_files.py FOLDER

FOLDER holds the files and `manifest.json`, a list of cases:

  file      the file, beside the manifest
  format    array_record, tfrecord, example, npy, npz, parquet
  records   for records: how many there are
  stream    for records: SHA-256 over, for each in order, its length as u64 little endian and its bytes
  columns   for tables: name -> {dtype, shape, sha256} of the values in C order, little endian; for npy the name is ""
  features  for example: name -> list of values of each record

Prints one line for each case and ends with the number of those that differ, which is also its exit status. A library
that is missing is an error: whoever asks for this check wants it.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np


def stream(records):
  """The digest over records that the manifest has."""
  digest = hashlib.sha256()
  count = 0
  for record in records:
    digest.update(len(record).to_bytes(8, "little"))
    digest.update(record)
    count += 1
  return count, digest.hexdigest()


def array_record(path, case):
  from array_record.python import array_record_module

  reader = array_record_module.ArrayRecordReader(str(path))
  try:
    ordered = stream(reader.read_all())
    # The other door: one record at a time, from the last to the first.
    count = reader.num_records()
    backwards = [reader.read([i])[0] for i in reversed(range(count))]
    assert stream(reversed(backwards)) == ordered, "random access gives other records"
    return {"records": ordered[0], "stream": ordered[1]}
  finally:
    reader.close()


def tfrecord(path, case):
  import tensorflow as tf

  dataset = tf.data.TFRecordDataset(str(path), compression_type=case.get("compression", ""))
  count, digest = stream(record.numpy() for record in dataset)
  return {"records": count, "stream": digest}


def example(path, case):
  import tensorflow as tf

  features = {}
  for record in tf.data.TFRecordDataset(str(path)):
    parsed = tf.train.Example.FromString(record.numpy())
    for name, feature in parsed.features.feature.items():
      kind = feature.WhichOneof("kind")
      values = list(getattr(feature, kind).value) if kind else []
      if kind == "bytes_list":
        values = [value.hex() for value in values]
      features.setdefault(name, []).append(values)
  return {"features": features}


def described(array):
  array = np.asarray(array)
  plain = np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))
  return {
      "dtype": array.dtype.name,
      "shape": list(array.shape),
      "sha256": hashlib.sha256(plain.tobytes()).hexdigest(),
  }


def npy(path, case):
  loaded = np.load(path, allow_pickle=False)
  mapped = np.load(path, mmap_mode="r") if loaded.ndim and loaded.size else loaded
  assert described(mapped) == described(loaded), "mapped it holds something else"
  return {"columns": {"": described(loaded)}}


def npz(path, case):
  with np.load(path, allow_pickle=False) as arrays:
    return {"columns": {name: described(arrays[name]) for name in arrays.files}}


def parquet(path, case):
  import pyarrow.parquet as pq

  table = pq.read_table(path)
  columns = {}
  for name in table.column_names:
    column = table[name].combine_chunks()
    if "list" in str(column.type):
      columns[name] = described(np.array(column.to_pylist(), dtype=case["columns"][name]["dtype"]))
    elif str(column.type) in ("string", "large_string"):
      text = "\n".join(column.to_pylist()).encode()
      columns[name] = {
          "dtype": "text",
          "shape": [len(column)],
          "sha256": hashlib.sha256(text).hexdigest(),
      }
    else:
      columns[name] = described(column.to_numpy(zero_copy_only=False))
  return {"columns": columns}


READERS = {
    "array_record": array_record,
    "tfrecord": tfrecord,
    "example": example,
    "npy": npy,
    "npz": npz,
    "parquet": parquet,
}


def main(folder):
  cases = json.loads((folder / "manifest.json").read_text())
  differing = 0
  for case in cases:
    expected = {key: case[key] for key in ("records", "stream", "columns", "features") if key in case}
    try:
      found = READERS[case["format"]](folder / case["file"], case)
    except ImportError:
      raise
    except Exception as error:  # Whatever a library throws at a file that is wrong.
      found = {"error": repr(error)}
    same = found == expected
    differing += not same
    print(f"{'same' if same else 'OTHER'}: {case['format']} {case['file']}")
    if not same:
      print(f"  expected {json.dumps(expected)[:2000]}")
      print(f"  found    {json.dumps(found)[:2000]}")
  print(f"{len(cases) - differing} same, {differing} other")
  return min(differing, 100)


if __name__ == "__main__":
  if len(sys.argv) != 2:
    sys.exit(__doc__)
  sys.exit(main(pathlib.Path(sys.argv[1])))
