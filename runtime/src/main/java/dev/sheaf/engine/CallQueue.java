package dev.sheaf.engine;

import dev.sheaf.stage.Concurrency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of a [CallWindow] that are to be made or to be gone on with, and the callers who make them: no more at once than
/// the stage allows. Guarded by the lock of the window.
///
/// A caller claims several calls where they take so little time that the claim would cost more. Others get as many, and who
/// has nothing to do takes what another has not begun: so none waits behind one that takes long.
final class CallQueue {
  private final int limit;
  private final BlockSize claimSize;

  private final ArrayDeque<Call> untouched = new ArrayDeque<>();
  private final ArrayDeque<Call> laidAside = new ArrayDeque<>();
  private final List<Claim> claims = new ArrayList<>();

  /// How many are in progress or laid aside.
  private int begun;

  private int callers;

  /// @param claimSize how many calls are claimed at once
  CallQueue(Concurrency concurrency, BlockSize claimSize) {
    this.limit = concurrency.limit();
    this.claimSize = claimSize;
  }

  /// Adds a call to be made.
  void add(Call call) {
    untouched.add(call);
  }

  /// Calls for callers who have something to do: how many.
  int call() {
    int possible = Math.min(untouched.size(), limit - begun) + laidAside.size();
    int calls = Math.max(0, Math.min(limit - callers, possible));
    callers += calls;
    return calls;
  }

  /// What a caller makes or goes on with next; null if there is nothing: then it leaves.
  @Nullable Claim claim(long now) {
    List<Call> calls = next();
    if (calls.isEmpty()) {
      return leave();
    }
    Claim claim = new Claim(calls, now);
    claims.add(claim);
    return claim;
  }

  /// A caller leaves.
  @Nullable Claim leave() {
    callers--;
    return null;
  }

  private List<Call> next() {
    Call again = laidAside.poll();
    if (again != null) {
      return List.of(again);
    }
    if (begun >= limit) {
      return List.of();
    }
    List<Call> calls = new ArrayList<>();
    int share = Math.clamp(untouched.size() / limit, 1, claimSize.items());
    for (Call call = untouched.poll(); call != null; call = calls.size() < share ? untouched.poll() : null) {
      calls.add(call);
    }
    for (int i = 0; calls.isEmpty() && i < claims.size(); i++) {
      calls.addAll(claims.get(i).cut(false));
    }
    begun += calls.isEmpty() ? 0 : 1;
    return calls;
  }

  /// A caller has made all of a claim, or claims anew since that takes long.
  void finish(Claim claim, long now) {
    claims.remove(claim);
    begun--;
    claimSize.took(now - claim.begun(), claim.made());
    claim.cut(true).reversed().forEach(untouched::addFirst);
  }

  /// A caller has laid its only call aside.
  void layAside(Claim claim) {
    claims.remove(claim);
  }

  /// A call goes on that was laid aside.
  void goOn(Call call) {
    laidAside.add(call);
  }

  /// What the callers are at.
  List<Claim> claims() {
    return claims;
  }

  /// Whether nobody is at work.
  boolean isIdle() {
    return callers == 0;
  }

  /// Whether a call is in progress or laid aside.
  boolean hasBegun() {
    return begun > 0;
  }

  /// How many calls are claimed at once, at most.
  int claimSize() {
    return claimSize.items();
  }

  /// Forgets what was not begun.
  void clear() {
    untouched.clear();
    laidAside.clear();
    claims.forEach(claim -> claim.cut(true));
  }
}
