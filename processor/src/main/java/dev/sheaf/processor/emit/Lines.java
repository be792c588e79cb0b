package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.List;

/// How long expressions are broken into lines.
final class Lines {
  private Lines() {}

  /// A call with each argument on a line of its own.
  static CodeBlock call(CodeBlock callee, List<CodeBlock> arguments) {
    return CodeBlock.builder()
        .add("$L(\n", callee)
        .indent()
        .indent()
        .add(CodeBlock.join(arguments, ",\n"))
        .unindent()
        .unindent()
        .add(")")
        .build();
  }
}
