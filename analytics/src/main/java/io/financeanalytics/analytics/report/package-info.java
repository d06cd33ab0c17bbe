/** The report: one page of figures and charts from the published star and its marts. */
package io.financeanalytics.analytics.report;
