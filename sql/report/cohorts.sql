-- Grain: one cohort of customers, by the month of their first order in a currency, and one month since.
SELECT 100 * CohortYear + CohortMonth AS Month, CurrencyCode, MonthsSinceFirstOrder, CohortCustomers, ActiveCustomers,
  RepeatCustomers, CumulativeContributionMargin
FROM customer_cohorts
ORDER BY CurrencyCode, CohortYear, CohortMonth, MonthsSinceFirstOrder
