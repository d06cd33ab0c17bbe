package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.financeanalytics.infra.StartsModel.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.Test;

/**
 * Every order in which several starts can meet is tried: never do two runs go on at once, and
 * nobody ends before a run that began after it has ended.
 */
public class OneRunAtATimeTest {

  private static final String FIRST = "{\"door\": \"drop\", \"stamp\": \"0051\"}";
  private static final String SECOND = "{\"door\": \"drop\", \"stamp\": \"0052\"}";
  private static final String THIRD = "{\"door\": \"drop\", \"stamp\": \"0053\"}";
  private static final String SCHEDULED =
      "{\"door\": \"schedule\", \"stamp\": \"2026-01-01T04:00:00Z\"}";
  private static final String BY_HAND = "{}";

  private final JsonNode definition =
      StartRules.definition(Template.ofTheProject().resolvedWith(ParameterSet.DEV));

  @Test
  public void aDropIsRunOnce() {
    assertThat(runs(ends(List.of(FIRST), 0, 0))).containsExactly(1);
  }

  @Test
  public void dropsOneAfterTheOtherAreEachRunOrRunTogether() {
    assertThat(runs(ends(List.of(FIRST, SECOND, THIRD), 0, 0))).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  public void dropsDuringARunStartExactlyOneMore() {
    List<World> during =
        reached(List.of(FIRST, SECOND, THIRD)).stream()
            .filter(world -> world.undelivered().size() == 2 && world.inJob() == 1)
            .toList();
    assertThat(during).hasSize(1);
    // Both arrive and leave their marks while that run goes on; then anything may happen.
    Set<World> marked = explore(during, world -> world.inJob() == 1 && world.runs() == 1).keySet();
    List<World> both =
        marked.stream()
            .filter(
                world -> world.undelivered().isEmpty() && world.inJob() == 1 && world.runs() == 1)
            .filter(world -> "0053".equals(world.item().attributes().get("drop")))
            .filter(
                world ->
                    world.executions().stream()
                        .skip(1)
                        .allMatch(other -> !List.of("Door", "Mark").contains(other.state())))
            .toList();
    assertThat(both).isNotEmpty();
    assertThat(runs(over(explore(both, any -> true)))).containsExactly(2);
  }

  @Test
  public void anEventThatIsDeliveredTwiceStartsNoSecondRunByItself() {
    List<World> afterTheFirst =
        reached(List.of(FIRST, FIRST)).stream()
            .filter(world -> world.undelivered().size() == 1)
            .filter(world -> world.executions().stream().noneMatch(Execution::isRunning))
            .filter(world -> !world.executions().isEmpty())
            .toList();
    assertThat(afterTheFirst).isNotEmpty();
    assertThat(runs(over(explore(afterTheFirst, any -> true)))).containsExactly(1);
    assertThat(runs(ends(List.of(FIRST, FIRST), 0, 0))).containsExactly(1);
  }

  @Test
  public void anOldEventThatComesLateIsCoveredByTheNewerOne() {
    List<World> afterTheNewer =
        reached(List.of(SECOND, FIRST)).stream()
            .filter(world -> world.undelivered().size() == 1)
            .filter(world -> "0052".equals(world.item().attributes().get("drop")))
            .toList();
    assertThat(afterTheNewer).isNotEmpty();
    assertThat(runs(over(explore(afterTheNewer, any -> true)))).containsExactly(1);
  }

  @Test
  public void scheduleAndHandUseTheSameDoor() {
    ends(List.of(FIRST, SCHEDULED, BY_HAND), 0, 1);
  }

  @Test
  public void whoIsStoppedLosesItsTurnAndNobodyElseLosesARun() {
    ends(List.of(FIRST, SECOND, THIRD), 1, 0);
  }

  @Test
  public void aRunThatFailsLetsTheNextOneIn() {
    Set<World> ends = ends(List.of(FIRST, SECOND), 0, 1);
    assertThat(ends).anyMatch(world -> world.runs() == 2 && world.failures() == 0);
  }

  @Test
  public void whenTheConditionOfTheTurnIsMissingTwoRunsMeet() {
    JsonNode broken = changed("Acquire", "ConditionExpression", "attribute_exists(pending)");
    assertThat(all(broken, List.of(FIRST, SECOND), 0, 0)).anyMatch(world -> world.inJob() > 1);
  }

  @Test
  public void whenTheTurnIsNotGivenBackNobodyElseRuns() {
    JsonNode broken = changed("Release", "UpdateExpression", "SET run_owner = :me");
    Map<World, List<World>> graph =
        new Explored(new StartsModel(broken))
            .from(List.of(StartsModel.begin(List.of(FIRST, SECOND), 0, 0)), any -> true);
    // Only the look at the owner, whose execution is over, lets the next one in.
    JsonNode blind = ((ObjectNode) broken).deepCopy();
    ((ObjectNode) blind.at("/States/Is the owner over")).put("Default", "Wait");
    assertThat(canAllEnd(graph)).isTrue();
    assertThat(
            canAllEnd(
                new Explored(new StartsModel(blind))
                    .from(List.of(StartsModel.begin(List.of(FIRST, SECOND), 0, 0)), any -> true)))
        .isFalse();
  }

  private JsonNode changed(String state, String parameter, String value) {
    JsonNode copy = definition.deepCopy();
    ((ObjectNode) copy.at("/States/" + state + "/Parameters")).put(parameter, value);
    return copy;
  }

  /** All ends of all orders, after checking what must hold on the way and at the end. */
  private Set<World> ends(List<String> starts, int stops, int failures) {
    Map<World, List<World>> graph =
        new Explored(new StartsModel(definition))
            .from(List.of(StartsModel.begin(starts, stops, failures)), any -> true);
    assertThat(graph.keySet()).allMatch(world -> world.inJob() <= 1);
    assertThat(canAllEnd(graph)).isTrue();
    Set<World> ends = over(graph);
    assertThat(ends).isNotEmpty();
    for (World end : ends) {
      assertThat(end.executions())
          .as(end.toString())
          .filteredOn(execution -> execution.status().equals("SUCCEEDED"))
          .filteredOn(execution -> isNew(execution, end))
          .allMatch(Execution::isCovered);
    }
    return ends;
  }

  /** A repeated or older event needs no run of its own. */
  private static boolean isNew(Execution execution, World end) {
    String stamp = execution.data().path("stamp").asText();
    return end.executions().stream()
        .takeWhile(other -> !other.id().equals(execution.id()))
        .filter(other -> other.data().path("door").equals(execution.data().path("door")))
        .allMatch(other -> other.data().path("stamp").asText().compareTo(stamp) < 0);
  }

  private Set<World> all(JsonNode broken, List<String> starts, int stops, int failures) {
    return new Explored(new StartsModel(broken))
        .from(List.of(StartsModel.begin(starts, stops, failures)), any -> true)
        .keySet();
  }

  private Set<World> reached(List<String> starts) {
    return explore(List.of(StartsModel.begin(starts, 0, 0)), any -> true).keySet();
  }

  private Map<World, List<World>> explore(List<World> from, Predicate<World> goOn) {
    return new Explored(new StartsModel(definition)).from(from, goOn);
  }

  private static Set<World> over(Map<World, List<World>> graph) {
    Set<World> over = new HashSet<>(graph.keySet());
    over.removeIf(world -> !world.isOver());
    return over;
  }

  private static Set<Integer> runs(Set<World> ends) {
    Set<Integer> runs = new HashSet<>();
    ends.forEach(end -> runs.add(end.runs()));
    return runs;
  }

  /** From wherever it stands, everything can still come to an end. */
  private static boolean canAllEnd(Map<World, List<World>> graph) {
    Map<World, List<World>> backwards = new HashMap<>();
    graph.forEach(
        (from, next) ->
            next.forEach(to -> backwards.computeIfAbsent(to, any -> new ArrayList<>()).add(from)));
    Set<World> good = new HashSet<>(over(graph));
    Deque<World> open = new ArrayDeque<>(good);
    while (!open.isEmpty()) {
      for (World before : backwards.getOrDefault(open.pop(), List.of())) {
        if (good.add(before)) {
          open.add(before);
        }
      }
    }
    return good.containsAll(graph.keySet());
  }

  /** Everything that can be reached. */
  private record Explored(StartsModel model) {

    Map<World, List<World>> from(List<World> begin, Predicate<World> goOn) {
      Map<World, List<World>> graph = new HashMap<>();
      Deque<World> open = new ArrayDeque<>(begin);
      while (!open.isEmpty()) {
        World world = open.pop();
        if (!graph.containsKey(world)) {
          List<World> next = goOn.test(world) ? model.next(world) : List.of();
          graph.put(world, next);
          open.addAll(next);
        }
      }
      return graph;
    }
  }
}
