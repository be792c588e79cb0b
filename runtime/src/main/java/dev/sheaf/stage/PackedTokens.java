package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import java.util.List;

/// A row of sequences, one after the other.
///
/// @param elements one axis; padding behind the last sequence
/// @param lengths how many elements each sequence has
public record PackedTokens(NdArray elements, List<Integer> lengths) {
  public PackedTokens {
    lengths = List.copyOf(lengths);
  }
}
