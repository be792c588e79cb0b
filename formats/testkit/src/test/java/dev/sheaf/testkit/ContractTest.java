package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Whoever breaks the contract is found, by the test that says so.
class ContractTest {
  /// The tests of a class that fail, without what stands in brackets behind their names.
  private static Set<String> failures(Class<?> contract) {
    Set<String> failed = new TreeSet<>();
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  failed.add(test.getDisplayName().replaceFirst("\\(.*", ""));
                }
              }
            });
    return failed;
  }

  @Test
  void findsNothingWhereNothingIsBroken() {
    assertEquals(Set.of(), failures(TinyFormatTest.class));
    assertEquals(Set.of(), failures(TinyTableTest.class));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(BrokenFormats.LeavesItsFileOpen.class, "closesTheFileOnce"),
        Arguments.of(BrokenFormats.ClosesAFileThatItCannotOpen.class, "refusesAFileThatIsCutAnywhere"),
        Arguments.of(BrokenFormats.ReadsOnAfterItIsClosed.class, "saysThatItIsClosed"),
        Arguments.of(BrokenFormats.TakesAnySetting.class, "refusesASettingThatItDoesNotKnow"),
        Arguments.of(BrokenFormats.LooksAtNoChecksum.class, "givesNoWrongValueFromAFileWithOneByteFlipped"),
        Arguments.of(BrokenFormats.FailsWithAnExceptionOfJava.class, "refusesAFileThatIsCutAnywhere"),
        Arguments.of(BrokenFormats.GivesNoRowOfADamagedFile.class, "refusesAFileThatIsCutAnywhere"),
        Arguments.of(BrokenFormats.TakesMemoryFirst.class, "takesNoMemoryForNumbersThatAreTooLarge"),
        Arguments.of(BrokenFormats.CallsAnErrorOfTheDiskDamage.class, "passesOnAnErrorOfTheMachine"),
        Arguments.of(BrokenFormats.ReadsOneTwiceAtOnce.class, "givesTheSameRowsToManyThreadsAtOnce"),
        Arguments.of(BrokenFormats.SortsBatches.class, "readsABatchInTheOrderThatIsAskedFor"),
        Arguments.of(BrokenFormats.LeavesOutTheLastOfARange.class, "readsARangeAsItReadsOneByOne"),
        Arguments.of(BrokenFormats.HandsOutItsOwnBytes.class, "handsOutBytesThatCannotBeWrittenTo"),
        Arguments.of(BrokenFormats.ReadsThePathInstead.class, "readsEachRowByItsPosition"),
        Arguments.of(BrokenFormats.WantsToMap.class, "readsTheSameWhereFilesCannotBeMapped"),
        Arguments.of(BrokenFormats.TakesAnyFileForItsOwn.class, "doesNotTakeForeignBytesForItsOwn"),
        Arguments.of(BrokenFormats.GoesByNameAlone.class, "knowsItsFilesWhateverTheyAreCalled"),
        Arguments.of(BrokenFormats.WritesInPlace.class, "appearsWholeOnceItIsCommitted"),
        Arguments.of(BrokenFormats.WritesSomethingElseEachTime.class, "writesTheSameBytesForTheSameRows"),
        Arguments.of(BrokenFormats.KeepsTheMemoryThatItWasGiven.class, "readsWhatWasWritten"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void findsTheFormatThat(Class<?> contract, String test) {
    Set<String> failures = failures(contract);
    assertTrue(failures.contains(test), () -> "expected %s among the failures, found %s".formatted(test, failures));
  }
}
