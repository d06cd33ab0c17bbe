package com.amazonaws.services.glue;

import org.apache.spark.SparkContext;

/** Stands for Glue's class of this name, whose constructor it has. */
public final class GlueContext {

  private final SparkContext spark;

  public GlueContext(SparkContext spark) {
    this.spark = spark;
  }

  public SparkContext spark() {
    return spark;
  }
}
