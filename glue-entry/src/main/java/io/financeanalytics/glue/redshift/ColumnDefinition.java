package io.financeanalytics.glue.redshift;

/**
 * A column as the DDL defines it.
 *
 * @param name its name as written
 * @param type its type in the form {@code integer} or {@code varchar(128)}, without blanks
 * @param notNull whether it is NOT NULL
 */
record ColumnDefinition(String name, String type, boolean notNull) {}
