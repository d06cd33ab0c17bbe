package io.financeanalytics.pipeline;

/** Is told how far a run is. */
@FunctionalInterface
public interface Progress {

  /** The steps of a run, in order. */
  enum Step {
    /** Finding the raw files and checking their headers. */
    FIND("Finding the raw files"),
    /** Taking the run lock and mending what a dead run left. */
    OPEN("Opening the warehouse"),
    /** Reading and typing every raw row. */
    READ("Reading the raw rows"),
    /** Deciding between rows for the same thing, and summing what is accepted. */
    RESOLVE("Resolving duplicates"),
    /** Collecting the members of the dimensions and giving them keys. */
    KEYS("Assigning keys"),
    /** Computing all tables and writing them to staging. */
    STAGE("Building the star"),
    /** Measuring what was staged and holding the checks against it. */
    CHECK("Checking the staged tables"),
    /** Making the new version visible, or recording why not. */
    PUBLISH("Publishing");

    private final String label;

    Step(String label) {
      this.label = label;
    }

    /** {@return what the step does, for people} */
    public String label() {
      return label;
    }
  }

  /**
   * A step begins; the one before it is done.
   *
   * @param step the step that begins
   */
  void started(Step step);
}
