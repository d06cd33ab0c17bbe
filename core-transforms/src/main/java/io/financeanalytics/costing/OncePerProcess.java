package io.financeanalytics.costing;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that is made once in every process, for all of its tasks; it does not travel. Sent as a
 * broadcast, it goes when that goes.
 */
final class OncePerProcess<T> implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient T made;

  /** What was made in this process, if it was. */
  synchronized Optional<T> get() {
    return Optional.ofNullable(made);
  }

  /** What was made in this process; made now if it was not. */
  synchronized T get(Supplier<T> maker) {
    if (made == null) {
      made = maker.get();
    }
    return made;
  }
}
