package io.financeanalytics.analytics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** What analytics must not do. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(
    packages = "io.financeanalytics.analytics",
    importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {

  @ArchTest
  static final ArchRule anyWarehouseWillDo =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.delta..",
              "org.apache.spark.sql.delta..",
              "com.amazonaws..",
              "software.amazon..",
              "io.financeanalytics.local..",
              "io.financeanalytics.glue..")
          .because("analytics reads what is published through the port, wherever that is");

  @ArchTest
  static final ArchRule theReportKnowsNoExport =
      noClasses()
          .that()
          .resideInAPackage("..report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..export..", "org.postgresql..", "java.net..");

  @ArchTest
  static final ArchRule nobodyPrints =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("what is shown is the runner's matter");
}
