package dev.sheaf.select;

import dev.sheaf.schema.Field;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import dev.sheaf.select.Step.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Selects elements from values: to read them, or to make a copy of a value with other elements in their place.
/// Immutable.
///
/// It has two forms. For values without a schema, made of maps and lists, it is a text:
///
/// ```java
/// Object changed = Selector.parse("foo[1].y, bar").modify(value, element -> (Long) element * 10);
/// ```
///
/// For records it is put together from the fields that the processor writes, and the compiler knows all types:
///
/// ```java
/// Selector<Scene, Float32Array> vertices =
///     Selector.of(SceneFields.meshes()).then(Selector.each()).then(MeshFields.vertices());
/// ```
///
/// Looked into are maps, lists, Java's arrays of objects (each a row without names, as a list would be) and records by
/// their fields. Everything else is an element as a whole: an `NdArray` too. Paths are gone through as they
/// stand in the selector, elements of lists in order.
///
/// @param <R> the values that elements are selected from
/// @param <T> the elements
public final class Selector<R, T> {
  private final List<ElementPath> paths;

  private Selector(List<ElementPath> paths) {
    this.paths = List.copyOf(paths);
  }

  private static <R, T> Selector<R, T> apart(List<ElementPath> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (paths.get(i).overlaps(paths.get(j))) {
          throw new SelectorOverlapException(paths.get(j), paths.get(i));
        }
      }
    }
    return new Selector<>(paths);
  }

  /// Reads the text form: paths such as `foo[1].y` or `[*].a`, with commas between them. A key is what stands between
  /// dots, `[3]` one element of a list and `[*]` each.
  ///
  /// @throws SelectorSyntaxException if it is no selector
  /// @throws SelectorOverlapException if an element is selected twice, or together with something around it
  public static Selector<Object, Object> parse(String text) {
    return apart(new SelectorParser(text).paths());
  }

  /// Reads the text form, and checks that it fits a record: each key is a field, by its name in the data, or is a key
  /// of a map; indices stand where lists or sequences are. What may be missing in the data may be selected.
  ///
  /// @throws SelectorSyntaxException if it is no selector
  /// @throws SelectorOverlapException if an element is selected twice, or together with something around it
  /// @throws SelectorSchemaException if the record has no such elements
  public static Selector<Object, Object> parse(String text, RecordSchema schema) {
    Selector<Object, Object> selector = parse(text);
    selector.paths.forEach(path -> SchemaPath.check(path, schema));
    return selector;
  }

  /// The value of a field.
  public static <R, T> Selector<R, T> of(Field<R, T> field) {
    return to(new Member(field));
  }

  /// Every element of a list. There may be none.
  public static <E> Selector<List<E>, E> each() {
    return to(new Each());
  }

  /// One element of a list, counted from 0.
  ///
  /// @throws IllegalArgumentException if the index is negative
  public static <E> Selector<List<E>, E> at(long index) {
    return to(new Index(index));
  }

  /// The value under a key of a map. Any key will do, also one that has no text form.
  public static <V> Selector<Map<String, V>, V> key(String key) {
    return to(new Step.Key(key));
  }

  private static <R, T> Selector<R, T> to(Step step) {
    return new Selector<>(List.of(ElementPath.of(step)));
  }

  /// The elements of all these selectors, in their order.
  ///
  /// @throws SelectorOverlapException if an element is selected twice, or together with something around it
  /// @throws IllegalArgumentException if there are no selectors
  @SafeVarargs
  public static <R, T> Selector<R, T> all(Selector<R, T>... selectors) {
    if (selectors.length == 0) {
      throw new IllegalArgumentException("expected one selector or more, found none");
    }
    List<ElementPath> paths = new ArrayList<>();
    for (Selector<R, T> selector : selectors) {
      paths.addAll(selector.paths);
    }
    return apart(paths);
  }

  /// What `next` selects from the elements of this selector.
  public <V> Selector<R, V> then(Selector<? super T, V> next) {
    return new Selector<>(
        paths.stream().flatMap(path -> next.paths.stream().map(path::then)).toList());
  }

  /// A field of the elements of this selector.
  public <V> Selector<R, V> then(Field<? super T, V> field) {
    return then(Selector.<T, V>to(new Member(field)));
  }

  /// Where the elements are. No path leads to what another one leads to, or to something around it.
  public List<ElementPath> paths() {
    return paths;
  }

  /// The text form, such as `foo[1].y,bar`.
  public String text() {
    return paths.stream().map(ElementPath::text).collect(Collectors.joining(","));
  }

  /// The elements of a value.
  ///
  /// @throws MissingElementException if a path leads nowhere
  public List<T> select(R value) {
    List<T> elements = new ArrayList<>();
    visit(value, elements::add);
    return elements;
  }

  /// Calls `visitor` with each element of a value, after all of them have been looked for. What it throws comes as it
  /// is.
  ///
  /// @throws MissingElementException if a path leads nowhere; `visitor` has not been called then
  public void forEach(R value, Consumer<? super T> visitor) {
    visit(value, _ -> {});
    visit(value, visitor);
  }

  @SuppressWarnings("unchecked")
  private void visit(R value, Consumer<? super T> visitor) {
    for (ElementPath path : paths) {
      new Walk(path).visit(value, element -> visitor.accept((T) element));
    }
  }

  /// A copy of a value with what `function` makes of its elements in their place. The value itself stays as it is; the
  /// copy shares with it what is not on the way to an element.
  ///
  /// Lists and maps on the way cannot be changed in the copy, and maps keep their order. All elements have been looked
  /// for before `function` is called. A selector in text form takes a function that gives another type.
  ///
  /// @throws MissingElementException if a path leads nowhere; `function` has not been called then
  /// @throws ElementFunctionException if `function` throws or gives null, or if the constructor of a record refuses what
  ///     it gave
  /// @throws IllegalStateException if a field on the way can only be read
  @SuppressWarnings("unchecked")
  public R modify(R value, Function<? super T, ? extends T> function) {
    visit(value, _ -> {});
    Function<Object, ? extends @Nullable Object> untyped = element -> function.apply((T) element);
    Object copy = value;
    for (ElementPath path : paths) {
      copy = new Walk(path).modify(copy, untyped);
    }
    return (R) copy;
  }

  /// Whether the other is a selector with the same paths.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selector<?, ?> selector && selector.paths.equals(paths);
  }

  @Override
  public int hashCode() {
    return paths.hashCode();
  }

  /// The text form.
  @Override
  public String toString() {
    return text();
  }
}
