package io.financeanalytics.local.sample;

/** Writes words so that a shell takes each as one, for commands that are shown to be typed. */
public final class ShellWords {

  private ShellWords() {}

  /**
   * {@return the word as a shell takes it, in quotes where it needs them}
   *
   * @param word any text
   */
  public static String quoted(String word) {
    boolean isPlain = word.matches("[A-Za-z0-9_./:=+-]+");
    return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
