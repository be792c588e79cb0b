/// Everything random or permuted, bit for bit as its sources have it; start with [dev.sheaf.random.Permutation] for
/// orders and [dev.sheaf.random.PositionRandom] for numbers.
///
/// | From | here |
/// |---|---|
/// | Grain | [dev.sheaf.random.Permutation], [dev.sheaf.random.DefaultSeed], [dev.sheaf.random.PositionRandom] |
/// | NumPy's generators | [dev.sheaf.random.Philox], [dev.sheaf.random.Pcg64] |
/// | NumPy's seeds and choices | [dev.sheaf.random.SeedSequence], [dev.sheaf.random.Choice] |
/// | SPDL | [dev.sheaf.random.RandomSampler], [dev.sheaf.random.ExactWeights] |
/// | fairseq2, PyTorch | [dev.sheaf.random.MersenneTwister] |
/// | CPython | [dev.sheaf.random.PythonRandom] |
/// | Sheaf | [dev.sheaf.random.WeightedDraw], [dev.sheaf.random.WeightedOrder], [dev.sheaf.random.Share] |
///
/// Nothing here depends on the machine, the JDK, the time or a thread: the same arguments give the same bits.
@NullMarked
package dev.sheaf.random;

import org.jspecify.annotations.NullMarked;
