package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.Test;

public class TemplateTest {

  private final Template template = Template.ofTheProject();

  @Test
  public void everyStackIsAsItShouldBe() {
    for (ParameterSet parameters : ParameterSet.ALL) {
      assertThat(Rules.findings(template.resolvedWith(parameters))).as(parameters.name()).isEmpty();
    }
  }

  @Test
  public void everyParameterIsGroupedDescribedAndConstrained() {
    Set<String> grouped = new HashSet<>();
    template
        .root()
        .at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
        .forEach(group -> group.path("Parameters").forEach(name -> grouped.add(name.asText())));
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> parameter : Resolver.entries(template.parameters())) {
      JsonNode given = parameter.getValue();
      names.add(parameter.getKey());
      assertThat(given.path("Description").asText()).as(parameter.getKey()).isNotEmpty();
      assertThat(given.has("Default")).as(parameter.getKey()).isTrue();
      assertThat(
              given.has("AllowedPattern")
                  || given.has("AllowedValues")
                  || given.has("MinValue")
                  || given.path("Type").asText().startsWith("AWS::SSM"))
          .as(parameter.getKey())
          .isTrue();
    }
    assertThat(grouped).isEqualTo(names);
  }

  @Test
  public void everyDefaultAndEveryParameterSetIsAllowed() {
    for (ParameterSet set : ParameterSet.ALL) {
      for (Map.Entry<String, JsonNode> parameter : Resolver.entries(template.parameters())) {
        String value =
            set.values()
                .getOrDefault(parameter.getKey(), parameter.getValue().path("Default").asText());
        assertThat(isAllowed(parameter.getKey(), value))
            .as(parameter.getKey() + " " + value)
            .isTrue();
      }
    }
  }

  @Test
  public void whatWouldBeUnsafeIsNotAllowed() {
    assertThat(isAllowed("AdminCIDR", "0.0.0.0/0")).isFalse();
    assertThat(isAllowed("AdminCIDR", "10.0.0.0/8")).isFalse();
    assertThat(isAllowed("AdminCIDR", "10.8.0.0/16")).isTrue();
    assertThat(isAllowed("RedshiftMasterUsername", "awsuser")).isFalse();
    assertThat(isAllowed("RedshiftDatabase", "dev")).isFalse();
    assertThat(isAllowed("SnapshotRetentionDays", "6")).isFalse();
    assertThat(isAllowed("LogRetentionDays", "30")).isFalse();
    assertThat(isAllowed("RedshiftNodeType", "dc2.large")).isFalse();
    assertThat(isAllowed("VPCCIDR", "10.0.0.0/24")).isFalse();
    assertThat(isAllowed("ProjectPrefix", "Finance_1")).isFalse();
    assertThat(isAllowed("MaxQuarantineRatio", "1.5")).isFalse();
  }

  @Test
  public void withoutNatThereMustBeEndpoints() {
    ParameterSet none = ParameterSet.DEV.with("InterfaceEndpoints", "no");
    assertThat(
            new Resolver((com.fasterxml.jackson.databind.node.ObjectNode) template.root(), none)
                .brokenRule())
        .contains("Set InterfaceEndpoints to yes");
    for (ParameterSet parameters : ParameterSet.ALL) {
      assertThat(
              new Resolver(
                      (com.fasterxml.jackson.databind.node.ObjectNode) template.root(), parameters)
                  .brokenRule())
          .isEmpty();
    }
  }

  @Test
  public void theRawTablesHaveTheColumnsOfTheRawFiles() {
    Stack stack = template.resolvedWith(ParameterSet.DEV);
    List<Stack.Resource> tables = stack.ofType("AWS::Glue::Table");
    assertThat(tables).hasSize(4);
    for (Stack.Resource table : tables) {
      String source = table.text("/TableInput/Name").replaceFirst("^raw_", "");
      String header =
          Project.text("data", "raw", source + ".csv").lines().findFirst().orElseThrow();
      assertThat(table.at("/TableInput/StorageDescriptor/Columns").findValuesAsText("Name"))
          .isEqualTo(List.of(header.toLowerCase(java.util.Locale.ROOT).split(",")));
      assertThat(table.text("/TableInput/StorageDescriptor/Location"))
          .isEqualTo(stack.jobArguments().get("--RAW_S3_PATH") + "/" + source + "/");
    }
  }

  @Test
  public void theCalendarOfTheJobIsTheOneOfTheParameters() {
    Map<String, String> arguments =
        Map.of(
            "FiscalYearStart", "--FISCAL_YEAR_START",
            "RetailCalendar", "--RETAIL_CALENDAR",
            "HolidayCountry", "--HOLIDAY_COUNTRY");
    arguments.forEach(
        (parameter, argument) -> {
          List<String> choices = new ArrayList<>(List.of("US"));
          if (template.parameters().path(parameter).has("AllowedValues")) {
            choices.clear();
            template
                .parameters()
                .path(parameter)
                .path("AllowedValues")
                .forEach(value -> choices.add(value.asText()));
          }
          for (String choice : choices) {
            Stack stack = template.resolvedWith(ParameterSet.DEV.with(parameter, choice));
            assertThat(stack.jobArguments()).containsEntry(argument, choice);
            assertThat(Rules.findings(stack)).as(choice).isEmpty();
          }
        });
  }

  @Test
  public void theOutputsSayWhatAPersonNeedsNext() {
    for (ParameterSet parameters : ParameterSet.ALL) {
      Stack stack = template.resolvedWith(parameters);
      for (String output :
          List.of(
              "RawBucketName",
              "StateMachineArn",
              "WarehouseHost",
              "SecretId",
              "Database",
              "JobLogGroup")) {
        assertThat(stack.output(output)).as(output).isNotEmpty();
      }
    }
  }

  private boolean isAllowed(String name, String value) {
    JsonNode parameter = template.parameters().path(name);
    if (parameter.has("AllowedValues")) {
      return parameter.path("AllowedValues").findValuesAsText("").contains(value)
          || contains(parameter.path("AllowedValues"), value);
    }
    if (parameter.has("MinValue")) {
      long number = Long.parseLong(value);
      return number >= parameter.path("MinValue").asLong()
          && number <= parameter.path("MaxValue").asLong(Long.MAX_VALUE);
    }
    return !parameter.has("AllowedPattern")
        || Pattern.matches(parameter.path("AllowedPattern").asText(), value);
  }

  private static boolean contains(JsonNode values, String value) {
    for (JsonNode allowed : values) {
      if (allowed.asText().equals(value)) {
        return true;
      }
    }
    return false;
  }
}
