package io.financeanalytics.acceptance.redshift;

/** An error that a client is told of. */
final class RedshiftError extends Exception {

  private static final long serialVersionUID = 1L;

  private final String sqlState;
  private final String detail;
  private final boolean fromBackend;

  private RedshiftError(String sqlState, String message, String detail, boolean fromBackend) {
    super(message);
    this.sqlState = sqlState;
    this.detail = detail;
    this.fromBackend = fromBackend;
  }

  /** An error of Redshift's own. */
  static RedshiftError of(String sqlState, String message) {
    return new RedshiftError(sqlState, message, null, false);
  }

  /** An error with a second text. */
  static RedshiftError of(String sqlState, String message, String detail) {
    return new RedshiftError(sqlState, message, detail, false);
  }

  /** What Redshift says when a file does not fit a table. */
  static RedshiftError scan(String context) {
    return of(
        "XX000",
        "Spectrum Scan Error",
        "error:  Spectrum Scan Error\ncode:      15001\ncontext:   " + context);
  }

  /** What this database says, in the words of Redshift where they differ. */
  static RedshiftError of(WireMessage error) {
    String state = "XX000";
    String message = "";
    String detail = null;
    String constraint = "";
    WireMessage.Reader reader = error.reader();
    for (char field = reader.character(); field != 0; field = reader.character()) {
      String value = reader.text();
      switch (field) {
        case 'C':
          state = value;
          break;
        case 'M':
          message = value;
          break;
        case 'D':
          detail = value;
          break;
        case 'n':
          constraint = value;
          break;
        default:
          break;
      }
    }
    if (state.equals("40001")) {
      return new RedshiftError(
          "XX000", "1023", "Serializable isolation violation on table: " + message, true);
    }
    if (state.equals("22001") || (state.equals("23514") && constraint.startsWith("bytes_"))) {
      return new RedshiftError(
          "22001", "Value too long for character type", "code: 8001, " + message, true);
    }
    if (state.equals("23502")) {
      return new RedshiftError(
          "23502", "Cannot insert a NULL value into column", message + ", " + detail, true);
    }
    return new RedshiftError(state, message, detail, true);
  }

  String sqlState() {
    return sqlState;
  }

  String detail() {
    return detail;
  }

  /** Whether the database knows of it, and has aborted the transaction. */
  boolean isFromBackend() {
    return fromBackend;
  }

  /** The message that tells a client. */
  WireMessage message() {
    return message("ERROR");
  }

  /** The message that tells a client, of another severity. */
  WireMessage message(String severity) {
    Object hint = detail == null ? new byte[0] : detail;
    Object hintField = detail == null ? new byte[0] : (Object) 'D';
    return WireMessage.of(
        'E', 'S', severity, 'C', sqlState, 'M', getMessage(), hintField, hint, '\0');
  }
}
