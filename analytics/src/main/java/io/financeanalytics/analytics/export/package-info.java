/** Copies the published star and its marts to where other tools read them: files, PostgreSQL. */
package io.financeanalytics.analytics.export;
