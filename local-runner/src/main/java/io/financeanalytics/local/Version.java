package io.financeanalytics.local;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this software, as the jar's manifest says it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Finance Analytics Platform " + current()};
  }

  static String current() {
    String built = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(built, "development");
  }
}
