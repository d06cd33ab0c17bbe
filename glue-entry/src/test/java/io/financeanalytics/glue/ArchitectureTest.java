package io.financeanalytics.glue;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.spark.sql.Dataset;
import org.junit.runner.RunWith;

/** What the cloud runner must not do. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(
    packages = "io.financeanalytics.glue",
    importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {

  @ArchTest
  public static final ArchRule noTransformLivesInTheRunner =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(HasName.Predicates.name(Dataset.class.getName())))
                  .and(
                      target(
                          nameMatching(
                              "select|selectExpr|withColumn|join|groupBy|agg|filter|drop|map|flatMap|crossJoin"))))
          .because("what is computed is computed in core, once, for every runner");

  @ArchTest
  public static final ArchRule redshiftAndTheOtherServicesDoNotKnowTheJob =
      noClasses()
          .that()
          .resideInAnyPackage("..redshift..", "..aws..", "..lake..")
          .should()
          .dependOnClassesThat()
          .haveSimpleNameStartingWith("JobS")
          .because("settings are understood in one place");
}
