/** The Finance Analytics Platform. */
package io.financeanalytics;
