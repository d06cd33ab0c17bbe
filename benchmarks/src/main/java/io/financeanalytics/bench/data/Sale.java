package io.financeanalytics.bench.data;

/**
 * One row of a sales table of TPC-DS; amounts in cents, the date as a Julian day, the time as the
 * second of the day. {@link #ABSENT} stands for a value that TPC-DS left out.
 */
record Sale(
    long date,
    long time,
    long item,
    long customer,
    long order,
    long quantity,
    long listPrice,
    long salesPrice,
    long tax,
    long coupon,
    long shipping,
    boolean returned) {

  static final long ABSENT = Long.MIN_VALUE;
}
