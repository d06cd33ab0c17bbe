package io.financeanalytics.acceptance.marts;

import java.util.List;

/** A database in which the tiny star and the marts over it are. */
interface MartDatabase {

  /** The rows of an answer in their order; values are separated by commas, null is empty. */
  List<String> ask(String sql);
}
