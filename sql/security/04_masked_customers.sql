-- Dynamic masking: analysts see that there is a customer, and CustomerKey tells customers apart, but not who it is.

CREATE MASKING POLICY finance_hide_customer
WITH (CustomerID VARCHAR(128))
USING (CASE WHEN CustomerID = 'Unknown' THEN CustomerID ELSE 'hidden'::VARCHAR(128) END);

ATTACH MASKING POLICY finance_hide_customer ON finance.DimCustomer (CustomerID) TO ROLE finance_analyst PRIORITY 10;
