package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A compiled record and the loader that the processor wrote for it.
///
/// @param classes where both are
/// @param name the record's name
/// @param fields the fields in the schema of its case
record CompiledRecord(ClassLoader classes, String name, JsonNode fields) {
  /// Loads a payload and reads all of it.
  ///
  /// @param naming what the case calls the place of an item of a lazy sequence
  Value load(Path payload, DecodeOptions options, UnaryOperator<String> naming) {
    try {
      Object loaded = call("load", new Class<?>[] {Path.class, DecodeOptions.class}, payload, options);
      return new ValueReader(naming).record(loaded, fields);
    } catch (SheafException e) {
      return Value.Refused.by(e);
    }
  }

  /// Makes a record of values that a case tells.
  Object make(JsonNode values) {
    return RecordMaker.record(type(name), fields, values);
  }

  /// Writes a record as a payload.
  void save(Path payload, Object record, EncodeOptions options) {
    call("save", new Class<?>[] {Path.class, type(name), EncodeOptions.class}, payload, record, options);
  }

  private Object call(String method, Class<?>[] types, Object... arguments) {
    try {
      Method door = type(name + "Loader").getMethod(method, types);
      return door.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("expected a generated loader with " + method, e);
    }
  }

  private Class<?> type(String type) {
    try {
      return classes.loadClass(type);
    } catch (ClassNotFoundException e) {
      throw new LinkageError("expected a class " + type, e);
    }
  }
}
