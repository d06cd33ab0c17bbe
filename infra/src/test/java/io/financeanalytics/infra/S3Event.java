package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Events as EventBridge delivers them, and its rule for patterns of exact values. */
final class S3Event {

  private S3Event() {}

  /** "Object Created" in the form of Amazon's documentation. */
  static JsonNode of(String bucket, String key) {
    return Json.read(
        """
        {"version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created",
         "source": "aws.s3", "account": "111122223333", "time": "2021-11-12T00:00:00Z", "region": "ca-central-1",
         "resources": ["arn:aws:s3:::%1$s"],
         "detail": {"version": "0", "bucket": {"name": "%1$s"},
           "object": {"key": "%2$s", "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184",
             "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "sequencer": "617f08299329d189"},
           "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012",
           "source-ip-address": "1.2.3.4", "reason": "PutObject"}}
        """
            .formatted(bucket, key));
  }

  static JsonNode schedule() {
    return Json.read(
        """
        {"version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
         "source": "aws.events", "account": "123456789012", "time": "2015-10-08T16:53:06Z",
         "region": "us-east-1", "resources": [], "detail": {}}
        """);
  }

  static boolean matches(JsonNode pattern, JsonNode event) {
    if (!pattern.isObject()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> field : Resolver.entries(pattern)) {
      JsonNode actual = event.path(field.getKey());
      boolean matches = false;
      if (field.getValue().isArray()) {
        for (JsonNode allowed : field.getValue()) {
          matches |= allowed.equals(actual);
        }
      } else {
        matches = matches(field.getValue(), actual);
      }
      if (!matches) {
        return false;
      }
    }
    return true;
  }
}
