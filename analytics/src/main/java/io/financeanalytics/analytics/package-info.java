/** What is made of the published star, whatever warehouse it is in. */
package io.financeanalytics.analytics;
