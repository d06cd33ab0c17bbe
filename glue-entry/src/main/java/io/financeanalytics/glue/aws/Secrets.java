package io.financeanalytics.glue.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.UserException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets Manager, where the SDK's own settings say that it is. */
public final class Secrets {

  private Secrets() {}

  /**
   * The credentials in a secret.
   *
   * @param id the secret's name or ARN
   * @throws UserException when it cannot be had, or is not a JSON object with username and password
   */
  public static Credentials credentials(String id) {
    try (SecretsManagerClient client =
        SecretsManagerClient.builder()
            .httpClientBuilder(Calls.http())
            .overrideConfiguration(Calls::limits)
            .build()) {
      GetSecretValueRequest request = GetSecretValueRequest.builder().secretId(id).build();
      return parse(id, client.getSecretValue(request).secretString());
    } catch (ResourceNotFoundException e) {
      throw new UserException(
          "There is no secret "
              + id
              + " in this account and region. Check --REDSHIFT_SECRET_ID and AWS_REGION.",
          e);
    } catch (SdkException e) {
      throw new UserException(
          "The secret "
              + id
              + " cannot be read: "
              + Calls.reason(e)
              + ". The job's role needs secretsmanager:GetSecretValue on it, and kms:Decrypt on its"
              + " key.",
          e);
    }
  }

  private static Credentials parse(String id, String secret) {
    try {
      JsonNode json = new ObjectMapper().readTree(secret == null ? "" : secret);
      if (json.path("username").isTextual() && json.path("password").isTextual()) {
        return new Credentials(json.get("username").asText(), json.get("password").asText());
      }
    } catch (JsonProcessingException e) {
      // The parser's message would quote the secret.
    }
    throw new UserException(
        "The secret " + id + " is not a JSON object with the texts username and password.");
  }
}
