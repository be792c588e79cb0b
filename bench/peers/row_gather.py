"""NumPy's fancy indexing on the file of RowGatherBenchmark: shuffled batches of 256 rows of 784 bytes.

    python row_gather.py FILE

Prints one JSON line for each way: peer, work, bytes, seconds (the least of ten runs after a warm-up), us_per_batch; a[idx] makes a new
array each time, take writes into one.
"""

import json
import sys
import time

import numpy as np

ROW, BATCH, RUNS = 784, 256, 10


def main():
    rows = np.memmap(sys.argv[1], dtype=np.uint8, mode="r").reshape(-1, ROW)
    order = np.random.Generator(np.random.PCG64(1)).permutation(len(rows))
    batches = [order[i:i + BATCH] for i in range(0, len(rows) - BATCH + 1, BATCH)]
    out = np.empty((BATCH, ROW), np.uint8)
    plain = np.asarray(rows)
    for name, gather in (("a[idx]", lambda i: plain[i]), ("take into one buffer", lambda i: np.take(plain, i, 0, out, "clip"))):
        found = gather(batches[0])
        assert (found[:, :8].copy().view("<u8")[:, 0] == batches[0]).all()
        best = float("inf")
        for run in range(RUNS + 1):
            start = time.perf_counter()
            for index in batches:
                gather(index)
            seconds = time.perf_counter() - start
            best = min(best, seconds) if run else best
        print(json.dumps({"peer": f"numpy {np.__version__}, {name}", "work": "rows of 784 bytes, shuffled batches of 256", "bytes": len(batches) * BATCH * ROW,
                          "seconds": round(best, 6), "us_per_batch": round(best / len(batches) * 1e6, 3)}))


main()
