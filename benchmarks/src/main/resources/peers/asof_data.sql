-- Sales and costs for the as-of join alone. ${RAW} holds the raw files, ${COSTS} is the number of cost rows where there are many.
set threads=${THREADS};
create table product as select ProductID, row_number() over (order by ProductID) as n, count(*) over () as products
  from (select distinct ProductID from read_csv('${RAW}/cogs.csv', header=true, columns={'ProductID':'VARCHAR','COGS_EffectiveDate':'DATE','UnitCOGS':'DECIMAL(18,4)'}));
create macro at_step(i, steps) as timestamp '1997-12-31' + to_microseconds(cast(i * (1827 * 86400000000 // steps) as bigint));
create macro some_cost(n, i) as cast(((n * 7919 + i * 104729) % 9973 + 1) * 0.01 as decimal(18,4));
create macro steps(costs, products) as (costs + products - 1) // products;
copy (select ProductID, TransactionDate as SoldAt, Quantity, UnitPrice
  from read_csv('${RAW}/transactions.csv', header=true, ignore_errors=true, columns={
    'TransactionID':'VARCHAR','OrderID':'VARCHAR','TransactionDate':'TIMESTAMP','ChannelName':'VARCHAR','ProductID':'VARCHAR','ProductName':'VARCHAR',
    'CustomerID':'VARCHAR','Quantity':'DECIMAL(18,4)','UnitPrice':'DECIMAL(18,4)','DiscountAmount':'VARCHAR','TaxAmount':'VARCHAR',
    'ShippingChargedToCustomer':'VARCHAR','ActualShippingCost':'VARCHAR','PlatformFee':'VARCHAR','FulfillmentFee':'VARCHAR',
    'PaymentProcessingFee':'VARCHAR','ReturnFlag':'VARCHAR','CurrencyCode':'VARCHAR'})
  where TransactionDate is not null and Quantity is not null and UnitPrice is not null) to '${OUT}/sales.parquet' (format parquet);
copy (select * from read_parquet('${OUT}/sales.parquet') limit 10000) to '${OUT}/sales-few.parquet' (format parquet);
copy (select ProductID, cast(COGS_EffectiveDate as timestamp) as ValidFrom, UnitCOGS
  from read_csv('${RAW}/cogs.csv', header=true, columns={'ProductID':'VARCHAR','COGS_EffectiveDate':'DATE','UnitCOGS':'DECIMAL(18,4)'})) to '${OUT}/costs-small.parquet' (format parquet);
copy (select ProductID, at_step(i, steps) as ValidFrom, some_cost(n, i) as UnitCOGS
  from (select ProductID, n, steps(${COSTS}, products) as steps, unnest(range(steps(${COSTS}, products))) as i from product)
  order by n, i limit ${COSTS}) to '${OUT}/costs-large.parquet' (format parquet);
copy (select case when row_number() over () % 10 < 9 then 'HOT' else ProductID end as ProductID, SoldAt, Quantity, UnitPrice
  from read_parquet('${OUT}/sales.parquet')) to '${OUT}/sales-skewed.parquet' (format parquet);
copy (select 'HOT' as ProductID, at_step(i, ${COSTS} * 9 // 10) as ValidFrom, some_cost(0, i) as UnitCOGS from range(${COSTS} * 9 // 10) as r(i)
  union all (select ProductID, at_step(i, steps), some_cost(n, i)
    from (select ProductID, n, steps(${COSTS} // 10, products) as steps, unnest(range(steps(${COSTS} // 10, products))) as i from product)
    order by n, i limit ${COSTS} // 10)) to '${OUT}/costs-skewed.parquet' (format parquet);
