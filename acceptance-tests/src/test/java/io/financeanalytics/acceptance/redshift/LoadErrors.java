package io.financeanalytics.acceptance.redshift;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The system table that tells why loads failed; it keeps what its transaction loses. */
final class LoadErrors {

  private static final int CODE = 15_001;

  private final DataSource database;

  LoadErrors(DataSource database) {
    this.database = database;
  }

  void add(long query, String file, RedshiftError error) {
    String sql =
        "INSERT INTO stl_load_errors (userid, slice, tbl, starttime, session, query, filename,"
            + " line_number, colname, type, col_length, position, raw_line, raw_field_value,"
            + " err_code, err_reason) VALUES"
            + " (100, 0, 0, now(), 0, ?, ?, 0, '', '', '', 0, '', '', ?, ?)";
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, query);
      insert.setString(2, file);
      insert.setInt(3, CODE);
      String detail = error.detail() == null ? "" : ": " + error.detail();
      insert.setString(4, error.getMessage() + detail);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
