package io.financeanalytics.pipeline;

import io.financeanalytics.raw.RawFile;
import io.financeanalytics.raw.RawSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A digest of which raw files were read: SHA-256 over name, size and modification time of each. */
final class InputFingerprint {

  private InputFingerprint() {}

  static String of(List<RawSource> sources) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (RawSource source : sources) {
        for (RawFile file : source.files()) {
          String line = file.name() + "\t" + file.length() + "\t" + file.modified() + "\n";
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
