package io.financeanalytics;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.Set;
import org.apache.spark.api.java.JavaRDDLike;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.junit.runner.RunWith;

/** What core's code may use, so that it stays a library of pure functions for every runner. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(
    packages = "io.financeanalytics",
    importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {

  private static final Set<String> ACTIONS =
      Set.of(
          "collect",
          "collectAsList",
          "count",
          "first",
          "head",
          "take",
          "takeAsList",
          "tail",
          "isEmpty",
          "reduce",
          "foreach",
          "foreachPartition",
          "fold",
          "aggregate",
          "countByKey",
          "countByValue",
          "zipWithIndex",
          "show",
          "toLocalIterator",
          "checkpoint",
          "localCheckpoint",
          "summary",
          "describe",
          "write",
          "writeTo",
          "writeStream",
          "rdd",
          "toJavaRDD",
          "javaRDD",
          "toJSON",
          "persist",
          "cache");

  private static final DescribedPredicate<JavaMethodCall> IS_ACTION =
      describe(
          "an action of a Dataset or an RDD",
          call ->
              (call.getTargetOwner().isEquivalentTo(Dataset.class)
                      && ACTIONS.contains(call.getName()))
                  || (call.getTargetOwner().isAssignableTo(JavaRDDLike.class)
                      && ACTIONS.contains(call.getName())
                      // To a Dataset it means planning, to an RDD nothing.
                      && !call.getName().equals("rdd"))
                  || call.getTargetOwner().isEquivalentTo(DataFrameWriter.class)
                  || call.getTargetOwner().isEquivalentTo(DataFrameWriterV2.class));

  @ArchTest
  static final ArchRule coreKnowsNoWarehouseAndNoCloud =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.sql..",
                      "javax.sql..",
                      "io.delta..",
                      "com.amazonaws..",
                      "software.amazon..")
                  .and(not(equivalentTo(Date.class)))
                  .and(not(equivalentTo(Timestamp.class))))
          .because(
              "adapters belong to the runners; java.sql.Date and Timestamp are Spark's own values")
          .as("core knows no warehouse and no cloud");

  @ArchTest
  static final ArchRule coreHasNoMain =
      methods()
          .that()
          .haveName("main")
          .should()
          .notBeStatic()
          .allowEmptyShould(true)
          .because("core is a library; the runners start it");

  @ArchTest
  static final ArchRule nobodyPrints =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("what is shown is the runners' matter");

  @ArchTest
  static final ArchRule stagingMakesNoUseOfTheStar =
      noClasses()
          .that()
          .resideInAnyPackage("..raw..", "..staging..", "..table..", "..calendar..", "..keys..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..star..", "..pipeline..", "..quality..");

  @ArchTest
  static final ArchRule nothingDependsOnThePipeline =
      noClasses()
          .that()
          .resideOutsideOfPackage("..pipeline..")
          .should()
          .dependOnClassesThat(resideInAPackage("..pipeline.."));

  @ArchTest
  static final ArchRule tablesDependOnNoTransform =
      noClasses()
          .that()
          .resideInAPackage("..table..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..raw..", "..staging..", "..calendar..", "..costing..", "..keys..");

  @ArchTest
  static final ArchRule onlyThePipelineMakesSparkWork =
      noClasses()
          .that()
          .resideOutsideOfPackage("..pipeline..")
          .should()
          .callMethodWhere(IS_ACTION)
          .because("a transform that runs a job cannot be composed");

  /** Shows that the rule above sees an action where there is one. */
  @ArchTest
  static final ArchRule thePipelineIsSeenToMakeSparkWork =
      classes().that().haveSimpleName("Pipeline").should().callMethodWhere(IS_ACTION);
}
