package org.apache.hadoop.hive.conf;

/**
 * A stand-in for Hive's class of that name, of which the tests need no more than that it can be
 * loaded.
 *
 * <p>spark-testing-base names {@link ConfVars} in the signature of a synthetic method of {@code
 * DataFrameSuiteBaseLike}. JUnit asks a test class for all its methods by reflection, which loads
 * every class in their signatures, although nothing is called while Hive support is off. The real
 * class is in hive-common, which would bring Hive onto the tests' class path for this alone.
 */
public final class HiveConf {

  private HiveConf() {}

  /** Hive's settings; none is needed. */
  public enum ConfVars {}
}
