package io.github.spark_redshift_community.spark.redshift;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Properties;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What the connector does over JDBC. */
final class ConnectorJdbc {

  private ConnectorJdbc() {}

  static Connection connect(ConnectorOptions options) throws SQLException {
    try {
      Class.forName(options.driver());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("Could not load an Amazon Redshift JDBC driver", e);
    }
    Properties properties = new Properties();
    if (options.user() != null) {
      properties.setProperty("user", options.user());
    }
    if (options.password() != null) {
      properties.setProperty("password", options.password());
    }
    properties.setProperty("applicationname", "spark-redshift-connector");
    properties.putAll(options.driverProperties());
    return DriverManager.getConnection(options.url(), properties);
  }

  /** A connection whose statements belong to a group; without one when that fails. */
  static Connection connect(ConnectorOptions options, String queryGroup) throws SQLException {
    Connection connection = connect(options);
    try {
      execute(connection, queryGroup);
      return connection;
    } catch (SQLException e) {
      connection.close();
      return connect(options);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new SQLException("Exception thrown in awaitResult: ", e);
    }
  }

  static boolean tableExists(ConnectorOptions options) throws SQLException {
    try (Connection connection = connect(options);
        PreparedStatement statement =
            connection.prepareStatement("SELECT 1 FROM " + options.table() + " LIMIT 1")) {
      return statement.getMetaData() != null;
    } catch (SQLException e) {
      return false;
    }
  }

  static StructType schema(ConnectorOptions options) throws SQLException {
    String sql = "SELECT * FROM " + options.source() + " LIMIT 1";
    try (Connection connection = connect(options);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData columns = statement.getMetaData();
      StructField[] fields = new StructField[columns.getColumnCount()];
      for (int i = 1; i <= fields.length; i++) {
        boolean nullable =
            options.overrideNullable() || columns.isNullable(i) != ResultSetMetaData.columnNoNulls;
        fields[i - 1] =
            new StructField(
                columns.getColumnLabel(i),
                type(columns.getColumnType(i), columns.getPrecision(i), columns.getScale(i)),
                nullable,
                new MetadataBuilder()
                    .putString("redshift_type", columns.getColumnTypeName(i))
                    .build());
      }
      return new StructType(fields);
    }
  }

  private static DataType type(int type, int precision, int scale) throws SQLException {
    switch (type) {
      case Types.CHAR:
      case Types.NCHAR:
      case Types.VARCHAR:
      case Types.NVARCHAR:
      case Types.LONGVARCHAR:
        return DataTypes.StringType;
      case Types.DATE:
        return DataTypes.DateType;
      case Types.TIME:
      case Types.TIMESTAMP:
      case Types.TIMESTAMP_WITH_TIMEZONE:
        return DataTypes.TimestampType;
      case Types.BIT:
      case Types.BOOLEAN:
        return DataTypes.BooleanType;
      case Types.BIGINT:
        return DataTypes.LongType;
      case Types.INTEGER:
        return DataTypes.IntegerType;
      case Types.SMALLINT:
        return DataTypes.ShortType;
      case Types.REAL:
        return DataTypes.FloatType;
      case Types.FLOAT:
      case Types.DOUBLE:
        return DataTypes.DoubleType;
      case Types.NUMERIC:
      case Types.DECIMAL:
        return precision == 0 && scale == 0
            ? DataTypes.createDecimalType(38, 18)
            : DataTypes.createDecimalType(precision, scale);
      default:
        throw new SQLException("Unsupported type " + type);
    }
  }
}
