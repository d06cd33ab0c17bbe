package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An execution of the state machine between two states.
 *
 * @param id its ARN
 * @param status as DescribeExecution says
 * @param state the state that it enters next
 * @param data what it carries
 * @param runs the runs that began after it was started and were not stopped, one bit each
 */
record Execution(String id, String status, String state, JsonNode data, int runs) {

  boolean isRunning() {
    return status.equals("RUNNING");
  }

  /** What it saw at the table is looked at again before it is used again. */
  Execution at(String next, JsonNode carried) {
    if (next.equals("Acquire") && carried.has("look")) {
      ObjectNode forgotten = carried.deepCopy();
      forgotten.remove(List.of("look", "owner"));
      return at(next, forgotten);
    }
    return new Execution(id, status, next, carried, runs);
  }

  Execution ended(String how) {
    return new Execution(id, how, "", data, runs);
  }

  Execution coveredBy(int run) {
    return new Execution(id, status, state, data, runs | 1 << run);
  }

  Execution notCoveredBy(int run) {
    return new Execution(id, status, state, data, runs & ~(1 << run));
  }

  boolean isCovered() {
    return runs != 0;
  }
}
