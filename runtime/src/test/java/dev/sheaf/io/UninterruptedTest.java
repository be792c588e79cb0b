package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UninterruptedTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 9, 1000})
  void doesEachOnce(int count) {
    AtomicInteger[] done = new AtomicInteger[count];
    for (int i = 0; i < count; i++) {
      done[i] = new AtomicInteger();
    }
    Uninterrupted.each(count, i -> done[i].incrementAndGet());
    for (AtomicInteger each : done) {
      assertEquals(1, each.get());
    }
  }

  @Test
  void aCallerThatIsInterruptedWaitsAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    assertFalse(Uninterrupted.call(Thread::interrupted));
    assertTrue(Thread.interrupted());
  }

  @Test
  void workInsideWorkStaysOnItsThread() throws IOException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Thread outer =
        Uninterrupted.call(
            () -> {
              Uninterrupted.each(100, _ -> threads.add(Thread.currentThread()));
              threads.add(Uninterrupted.call(Thread::currentThread));
              return Thread.currentThread();
            });
    assertEquals(Set.of(outer), threads);
  }

  @Test
  void throwsWhatTheWorkThrew() {
    IOException missing = new FileNotFoundException("nothing");
    IllegalStateException state = new IllegalStateException("wrong");
    StackOverflowError overflow = new StackOverflowError();
    assertSame(missing, assertThrows(IOException.class, () -> Uninterrupted.call(() -> fail(missing))));
    assertSame(state, assertThrows(IllegalStateException.class, () -> Uninterrupted.call(() -> fail(state))));
    assertSame(overflow, assertThrows(StackOverflowError.class, () -> Uninterrupted.call(() -> fail(overflow))));
  }

  @Test
  void aFailureIsThrownWhenNoOtherWorkGoesOn() {
    AtomicInteger going = new AtomicInteger();
    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                Uninterrupted.each(
                    1000,
                    i -> {
                      going.incrementAndGet();
                      try {
                        if (i == 3) {
                          throw new IllegalStateException("the third");
                        }
                      } finally {
                        going.decrementAndGet();
                      }
                    }));
    assertEquals("the third", failure.getMessage());
    assertEquals(0, going.get());
  }

  private static Object fail(Throwable failure) throws Exception {
    switch (failure) {
      case Exception exception -> throw exception;
      case Error error -> throw error;
      default -> throw new AssertionError(failure);
    }
  }
}
