package io.financeanalytics.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lets contestants do their work in turn, A B A B, each time into an empty folder. */
public final class Race {

  /** Looks at what the contestants made; throws when it is not the same work. */
  public interface Referee {

    /** Judges one round, given each contestant's folder. */
    void judge(Map<String, Path> outputs);
  }

  private final List<Contestant> contestants;
  private final Path folder;
  private final Duration limit;
  private final Consumer<String> progress;

  /**
   * A race.
   *
   * @param contestants the first is the one that the others are compared with
   * @param folder for outputs; what is in it is deleted
   * @param limit after which a contestant is taken out of the race
   * @param progress told of each finished run
   */
  public Race(
      List<Contestant> contestants, Path folder, Duration limit, Consumer<String> progress) {
    this.contestants = List.copyOf(contestants);
    this.folder = folder;
    this.limit = limit;
    this.progress = progress;
  }

  /**
   * Runs all rounds.
   *
   * @param rounds how often each contestant runs
   * @param referee looks at every round's outputs
   */
  public RaceResult run(int rounds, Referee referee) {
    Map<String, List<Usage>> usages = new LinkedHashMap<>();
    contestants.forEach(contestant -> usages.put(contestant.name(), new ArrayList<>()));
    Set<String> unfinished = new HashSet<>();
    for (int round = 1; round <= rounds; round++) {
      Map<String, Path> outputs = new LinkedHashMap<>();
      for (int i = 0; i < contestants.size(); i++) {
        Contestant contestant = contestants.get(i);
        if (unfinished.contains(contestant.name())) {
          continue;
        }
        Path output = empty(folder.resolve("contestant-" + i));
        Optional<Usage> usage = run(contestant, output);
        if (usage.isPresent()) {
          usages.get(contestant.name()).add(usage.get());
          outputs.put(contestant.name(), output);
        } else {
          unfinished.add(contestant.name());
        }
        progress.accept(
            String.format(
                "round %d of %d, %s: %s",
                round,
                rounds,
                contestant.name(),
                usage
                    .map(used -> String.format("%.1f s", used.wallSeconds()))
                    .orElse("did not finish within " + limit.toSeconds() + " s")));
      }
      referee.judge(outputs);
    }
    empty(folder);
    return new RaceResult(usages, limit);
  }

  private Optional<Usage> run(Contestant contestant, Path output) {
    return new MeasuredProcess(contestant.command().apply(output), contestant.environment(), limit)
        .run(output);
  }

  private static Path empty(Path folder) {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
