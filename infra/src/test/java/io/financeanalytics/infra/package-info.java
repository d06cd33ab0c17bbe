/**
 * Holds the CloudFormation template against what it must be, and the commands and SQL beside it
 * against what they must do.
 */
package io.financeanalytics.infra;
