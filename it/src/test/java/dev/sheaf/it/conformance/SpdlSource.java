package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/// A source as a case describes it.
final class SpdlSource implements Iterable<Object> {
  private final JsonNode source;
  private final SpdlProbe probe;
  private final List<Object> items = new ArrayList<>();
  private final AtomicInteger passes = new AtomicInteger();

  SpdlSource(JsonNode source, SpdlProbe probe) {
    this.source = source;
    this.probe = probe;
    if (source.has("not_iterable")) {
      throw new IllegalArgumentException("the compiler refuses what is no Iterable: " + source);
    }
    if (source.has("range")) {
      for (long i = source.get("range").get(0).longValue(); i < source.get("range").get(1).longValue(); i++) {
        items.add(i);
      }
    } else if (source.has("items")) {
      source.get("items").forEach(item -> items.add(SpdlFunctions.value(item)));
    } else if (!source.has("passes") && !source.has("fail_open") && !source.has("endless")) {
      throw ConformanceCases.unknown("source", source);
    }
  }

  @Override
  public Iterator<Object> iterator() {
    int pass = passes.getAndIncrement();
    if (source.path("fail_open").booleanValue()) {
      throw new IllegalArgumentException("cannot be opened");
    }
    if (pass > 0 && source.path("one_shot").booleanValue()) {
      throw new IllegalStateException("can be gone through only once");
    }
    return new Iterator<>() {
      private int next;

      // After how many elements it fails: at its end, if there are not so many.
      private int failsAt() {
        return source.has("fail_at") ? Math.min(source.get("fail_at").intValue(), items.size()) : -1;
      }

      @Override
      public boolean hasNext() {
        return source.path("endless").booleanValue()
            || next == failsAt()
            || next < (source.has("passes") ? source.get("passes").intValue() : items.size());
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        if (source.has("gate")) {
          probe.pass(source.get("gate").textValue());
        }
        if (next == failsAt()) {
          throw new IllegalArgumentException("the source failed on purpose");
        }
        probe.add("source.pulled", 1);
        int index = next++;
        if (source.path("endless").booleanValue()) {
          return (long) index;
        }
        return source.has("passes") ? (Object) (100L * pass + index) : items.get(index);
      }
    };
  }
}
