/** The product from outside: its processes, its files, its exit codes. */
package io.financeanalytics.acceptance;
