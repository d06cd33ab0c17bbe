package io.financeanalytics.infra;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a stack: one sentence each, with the resource in front. */
final class Findings {

  private final List<String> found = new ArrayList<>();

  /** Something must hold for a resource. */
  void require(boolean holds, Stack.Resource resource, String sentence) {
    require(holds, resource.id(), sentence);
  }

  /** Something must hold. */
  void require(boolean holds, String where, String sentence) {
    if (!holds) {
      found.add(where + ": " + sentence);
    }
  }

  List<String> all() {
    return List.copyOf(found);
  }
}
