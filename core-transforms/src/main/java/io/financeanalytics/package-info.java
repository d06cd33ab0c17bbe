/** The Finance Analytics Platform: raw CSV exports in, a finance star schema out. */
package io.financeanalytics;
