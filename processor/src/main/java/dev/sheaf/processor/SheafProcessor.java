package dev.sheaf.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.auto.service.AutoService;
import dev.sheaf.processor.check.Finding;
import dev.sheaf.processor.check.RecordCheck;
import dev.sheaf.processor.check.Verdict;
import dev.sheaf.processor.emit.GeneratedFile;
import dev.sheaf.processor.emit.RecordFiles;
import dev.sheaf.processor.model.DeclaredRecord;
import dev.sheaf.processor.read.FindingPrinter;
import dev.sheaf.processor.read.RecordReader;
import dev.sheaf.schema.SchemaRecord;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/// Writes, for each record under [SchemaRecord], its codec, row, batch, loader, field selectors and descriptor.
///
/// Each file depends on one record alone, and so build tools may compile incrementally. A record with a type that the
/// compiler does not know yet waits for a later round, in which another processor may have written it.
///
/// The compiler shows processors no classes inside method bodies: a record there is left alone, without a word.
@AutoService(Processor.class)
public final class SheafProcessor extends AbstractProcessor {
  private final Set<String> waiting = new LinkedHashSet<>();

  /// A processor for one run of the compiler, which then calls `init`.
  public SheafProcessor() {}

  // All of Sheaf's annotations, to claim them.
  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(SchemaRecord.class.getPackageName() + ".*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  // Claimed, because javac's -Xlint:processing warns of annotations that nobody claims, and users' builds may have
  // -Werror. They are Sheaf's own; nobody else waits for them.
  @SuppressWarnings("DoNotClaimAnnotations")
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!round.processingOver()) {
      Set<String> names = new LinkedHashSet<>(waiting);
      waiting.clear();
      for (Element annotated : round.getElementsAnnotatedWith(SchemaRecord.class)) {
        names.add(((TypeElement) annotated).getQualifiedName().toString());
      }
      names.forEach(this::process);
    }
    return true;
  }

  private void process(String name) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
    Optional<DeclaredRecord> declared = new RecordReader(processingEnv.getElementUtils()).read(type);
    if (declared.isEmpty()) {
      waiting.add(name);
      return;
    }
    switch (RecordCheck.check(declared.get())) {
      case Verdict.Faulty(var findings) -> findings.forEach(this::print);
      case Verdict.Sound(var described) -> write(RecordFiles.of(described), type, declared.get());
    }
  }

  private void print(Finding finding) {
    new FindingPrinter(processingEnv).error(finding.text(), finding.place());
  }

  private void write(List<GeneratedFile> files, TypeElement origin, DeclaredRecord declared) {
    for (GeneratedFile file : files) {
      try (Writer out = open(file, origin)) {
        out.write(file.text());
      } catch (FilerException _) {
        // Two records whose names join to the same one, or a compiler that did not tell of an existing type.
        print(RecordCheck.nameTaken(declared, file.name()));
        return;
      } catch (IOException e) {
        printUnwritten(file, origin, e);
        return;
      }
    }
  }

  private void printUnwritten(GeneratedFile file, TypeElement origin, IOException cause) {
    String text = "expected to write %s, found that it cannot be written: %s".formatted(file.name(), cause);
    processingEnv.getMessager().printError(text, origin);
  }

  private Writer open(GeneratedFile file, TypeElement origin) throws IOException {
    Filer filer = processingEnv.getFiler();
    return switch (file) {
      case GeneratedFile.Source source -> filer.createSourceFile(source.name(), origin).openWriter();
      case GeneratedFile.Resource resource ->
          new OutputStreamWriter(
              filer.createResource(StandardLocation.CLASS_OUTPUT, "", resource.name(), origin).openOutputStream(),
              UTF_8);
    };
  }
}
