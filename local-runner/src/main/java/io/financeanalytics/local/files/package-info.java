/** Files on a local disk, for Hadoop. */
package io.financeanalytics.local.files;
