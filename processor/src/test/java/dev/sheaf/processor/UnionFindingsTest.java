package dev.sheaf.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule about sealed interfaces of records, broken: what the compiler says, and where.
class UnionFindingsTest {
  @TempDir Path folder;

  @Test
  void aSealedInterfacePermitsRecords() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        sealed interface Shape permits Ball, Cube, Open {}
        record Ball(double radius) implements Shape {}
        final class Cube implements Shape {}
        non-sealed interface Open extends Shape {}
        """,
        """
        ERROR A.java:5:30: expected records only behind sealed interface Shape of component shape, found class Cube; \
        declare it as a record [SHEAF-023 variant-not-a-record]
        ERROR A.java:5:30: expected records only behind sealed interface Shape of component shape, found interface \
        Open; declare it as a record [SHEAF-023 variant-not-a-record]
        """);
  }

  @Test
  void twoRecordsHaveTwoTags() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        sealed interface Shape permits Ball, Cube {}
        record Ball(double radius) implements Shape {}
        @DiscriminatorValue("Ball") record Cube(double edge) implements Shape {}
        """,
        """
        ERROR A.java:8:21: expected a discriminator value for record Cube in component shape that no other has, \
        found "Ball", which Ball has; give one of them another @DiscriminatorValue [SHEAF-024 variant-tag-taken]
        """);
  }

  @Test
  void noFieldIsNamedAsTheDiscriminator() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        sealed interface Shape permits Ball {}
        record Ball(String type) implements Shape {}
        """,
        """
        ERROR A.java:5:30: expected no field "type" in record Ball of component shape, where it is the \
        discriminator, found one; give it another @FieldName, or the interface another @Discriminator [SHEAF-025 \
        discriminator-taken]
        """);
  }

  @Test
  void aDiscriminatorStandsOnASealedInterface() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Ball ball, Paint paint, Shape shape) {}
        @Discriminator("kind") record Ball(double radius) {}
        @DiscriminatorValue("paint") enum Paint { RED }
        @DiscriminatorValue("shape") sealed interface Shape permits Cube {}
        record Cube(double edge) implements Shape {}
        """,
        """
        ERROR A.java:6:1: expected @Discriminator on a sealed interface in component ball, found it on Ball; remove \
        it [SHEAF-026 discriminator-misplaced]
        ERROR A.java:7:1: expected @DiscriminatorValue on a record of a sealed interface in component paint, found \
        it on Paint; remove it [SHEAF-026 discriminator-misplaced]
        ERROR A.java:8:1: expected @DiscriminatorValue on a record of a sealed interface in component shape, found \
        it on Shape; remove it [SHEAF-026 discriminator-misplaced]
        """);
  }

  @Test
  void aDiscriminatorHasAName() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        @Discriminator(" ") sealed interface Shape permits Cube {}
        record Cube(double edge) implements Shape {}
        """,
        """
        ERROR A.java:6:16: expected a name under @Discriminator in component shape, found none; write the name of \
        the field that tells the records apart, or leave @Discriminator out [SHEAF-028 field-name-blank]
        """);
  }

  @Test
  void aTypeParameterOfARecordIsKnownFromItsInterface() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        sealed interface Shape permits Box {}
        record Box<T>(T content) implements Shape {}
        """,
        """
        ERROR A.java:5:30: expected a type for the type parameter T of record Box in component shape, found none; \
        let it be a type parameter of the sealed interface, and give it there [SHEAF-017 type-argument-unknown]
        """);
  }

  @Test
  void aSealedInterfaceDoesNotContainItself() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Term term) {}
        sealed interface Term permits Sum, Number {}
        record Sum(List<Term> terms) implements Term {}
        record Number(double value) implements Term {}
        """,
        """
        ERROR A.java:7:23: expected a type that does not contain itself in component Sum.terms, found Term -> Sum -> \
        Term; break the circle, for example with a list of all and positions in it [SHEAF-020 record-recursive]
        """);
  }
}
