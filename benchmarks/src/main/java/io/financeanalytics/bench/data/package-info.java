/** Raw files of any size, made from TPC-DS. */
package io.financeanalytics.bench.data;
