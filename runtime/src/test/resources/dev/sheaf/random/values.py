"""Writes values.txt: random numbers of NumPy and CPython, one question a line.

Run with NumPy 2.4.6 and CPython 3.11: python values.py > values.txt
A line is the name of the question, its arguments, a bar, and the answers; floating-point numbers are hexadecimal.
"""

import random

import numpy as np

WIDE = 174205279184198689301420932567


def line(name, *parts):
    *arguments, answers = parts
    print(name, *arguments, "|", *[form(a) for a in answers])


def form(value):
    return float(value).hex() if isinstance(value, (float, np.floating)) else int(value)


def generators(seed):
    return {"pcg64": np.random.default_rng(seed), "philox": np.random.Generator(np.random.Philox(seed))}


for entropy in [[], [0], [1], [42, 1], [2**32], [2**64 - 1, 7], [WIDE, 0, WIDE], list(range(9))]:
    line("words", ",".join(map(str, entropy)) or "-", np.random.SeedSequence(entropy).generate_state(11))
    line("longs", ",".join(map(str, entropy)) or "-", np.random.SeedSequence(entropy).generate_state(5, np.uint64))

for seed in [0, 1, 3203382959, 2**32, WIDE]:
    for name in ["pcg64", "philox"]:
        new = lambda: generators(seed)[name]
        line("raw", name, seed, new().bit_generator.random_raw(9))
        line("doubles", name, seed, new().random(8))
        line("floats", name, seed, new().random(7, dtype=np.float32))
        for low, high in [(0, 1), (0, 2), (0, 3), (-5, 5), (0, 1000), (0, 2**31 - 1), (0, 2**31), (0, 2**32 - 1),
                          (0, 2**32), (0, 2**32 + 1), (0, 3 * 2**30), (0, 3 * 2**61), (0, 2**63 - 1),
                          (-(2**63), 2**63 - 1), (-(2**62), 2**62 + 1), (-3 * 2**61, 3 * 2**61)]:
            rng = new()
            line("integers", name, seed, low, high, [rng.integers(low, high) for _ in range(12)])
        rng = new()
        line("mixed", name, seed, [x for _ in range(3) for x in (
            rng.integers(10), rng.random(), rng.integers(2**40), rng.integers(1), rng.integers(7),
            rng.integers(2**32))])
        for size in [0, 1, 2, 3, 10, 64, 65, 300]:
            line("permutation", name, seed, size, new().permutation(size))
            assert list(new().permutation(size)) == list(new().permuted(np.arange(size)))
        for size, draws in [(1, 0), (1, 3), (10, 4), (2**32, 3), (2**40, 3)]:
            line("any", name, seed, size, draws, new().choice(size, draws))
        for size, draws in [(1, 0), (1, 1), (2, 2), (7, 7), (100, 30), (10000, 300), (10001, 200), (10001, 201),
                            (10050, 201), (10050, 202), (2**40, 50)]:
            line("distinct", name, seed, size, draws, new().choice(size, draws, replace=False))
        for weights in [[1.0], [0.0, 1.0, 0.0], [0.1, 0.0, 0.3, 0.6, 0.0], [8, 6, 9, 5, 6, 3, 1], [1e-300, 1, 1e-9]]:
            p = np.array(weights, dtype=float)
            p /= p.sum()
            text = ",".join(float(x).hex() for x in p)
            line("weighted", name, seed, text, 25, new().choice(len(p), 25, p=p))
            for draws in range(np.count_nonzero(p) + 1):
                line("weightedDistinct", name, seed, text, draws, new().choice(len(p), draws, replace=False, p=p))

for counter in [[0, 0, 0, 0], [0, 0, 0, 7], [2**64 - 1, 2**64 - 1, 2**64 - 1, 5], [2**64 - 1] * 4]:
    philox = np.random.Philox(counter=np.array(counter, np.uint64), key=np.array([11, 2**64 - 3], np.uint64))
    line("counter", ",".join(map(str, counter)), philox.random_raw(9))

# The weights of a sampler are divided by their sum, so the order of the additions is seen in the draws.
for size in [1, 7, 8, 9, 127, 128, 129, 136, 1000, 4099]:
    weights = np.random.default_rng(size).random(size)
    p = weights / np.sum(weights)
    line("sampler", size, np.random.default_rng(5).choice(size, 40, p=p))
    line("sum", size, [np.sum(weights)])

for seed in [0, 1, -1, 2**31, 2**32, -(2**32) - 7, 2**63 - 1, WIDE**5]:
    new = lambda: random.Random(seed)
    line("pythonDoubles", seed, [x.random() for x in [new()] for _ in range(5)])
    for bits in [0, 1, 5, 31, 32, 33, 63, 64, 65, 127, 300]:
        line("pythonBits", seed, bits, [x.getrandbits(bits) for x in [new()] for _ in range(5)])
    for bound in [1, 2, 3, 6, 10, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**62 + 1, 2**63 - 1, 2**64 + 3, 10**50]:
        line("pythonBelow", seed, bound, [x.randrange(bound) for x in [new()] for _ in range(8)])
    state = new()
    state.random()
    line("pythonState", seed, [*state.getstate()[1][:3], state.getstate()[1][-1]])
