package dev.sheaf.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One row of the comparison. More is better.
///
/// @param work what was done
/// @param unit what the rates are counted in
/// @param ours our rate
/// @param peer the peer's rate; null if no peer was measured
/// @param peerName who the peer is; null if none was measured
/// @param reach the ratio that we set out to reach; null if none was named
record Row(
    String work, String unit, double ours, @Nullable Double peer, @Nullable String peerName, @Nullable Double reach) {
  /// Our rate as a multiple of the peer's, to two digits; null without a peer.
  @Nullable Double ratio() {
    return peer == null ? null : Math.round(ours / peer * 100) / 100.0;
  }

  /// Whether the answers agreed and the ratio reaches what it should; null without a peer.
  ///
  /// Each side ends its run where its answer is not the expected one, so a rate is there only for a right answer.
  @Nullable Boolean ok() {
    Double ratio = ratio();
    return ratio == null ? null : Boolean.valueOf(reach == null || ratio >= reach);
  }

  /// The row as one line of JSON.
  String json() {
    ObjectNode node = new JsonMapper().createObjectNode();
    node.put("work", work).put("ours", ours).put("peer", peer).put("peer_name", peerName).put("unit", unit);
    return node.put("ratio", ratio()).put("reach", reach).put("ok", ok()).toString();
  }

  static String tableHead() {
    return "%-72s %7s %10s %10s %8s %7s %5s  %s"
        .formatted("work", "in", "ours", "peer", "ratio", "reach", "ok", "peer");
  }

  /// The row as a line below [#tableHead()].
  String tableLine() {
    return String.format(
        Locale.ROOT,
        "%-72s %7s %10.1f %10s %8s %7s %5s  %s",
        work, unit, ours, shown(peer), shown(ratio()), shown(reach), shown(ok()), shown(peerName));
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Boolean yes -> yes ? "yes" : "no";
      default -> value.toString();
    };
  }
}
