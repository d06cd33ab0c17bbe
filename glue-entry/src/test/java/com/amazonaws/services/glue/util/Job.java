package com.amazonaws.services.glue.util;

import com.amazonaws.services.glue.GlueContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands for Glue's class of this name, whose static methods it has; remembers its calls. */
public final class Job {

  public static final List<String> CALLS = new ArrayList<>();

  private Job() {}

  public static void init(String name, GlueContext context, Map<String, String> arguments) {
    CALLS.add("init " + name + " " + arguments);
  }

  public static void commit() {
    if (CALLS.isEmpty()) {
      throw new IllegalStateException("Job.commit before Job.init");
    }
    CALLS.add("commit");
  }
}
