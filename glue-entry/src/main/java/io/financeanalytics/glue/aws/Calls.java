package io.financeanalytics.glue.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What every call to AWS has in common: it ends within half a minute, and says why it failed. */
final class Calls {

  private Calls() {}

  static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(Duration.ofSeconds(5))
        .socketTimeout(Duration.ofSeconds(20));
  }

  static void limits(ClientOverrideConfiguration.Builder limits) {
    limits.apiCallTimeout(Duration.ofSeconds(30));
  }

  static String reason(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorCode()
          + ", "
          + service.awsErrorDetails().errorMessage();
    }
    return e.getMessage();
  }
}
