package io.financeanalytics.star;

import io.financeanalytics.costing.CostTable;
import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.staging.FallenRecords;
import java.io.Serializable;

/**
 * What order lines look up to become facts, in memory.
 *
 * @param fallen the valid lines that are not accepted
 * @param costs accepted unit costs
 * @param products the keys of products
 * @param customers the keys of customers
 * @param channels the keys of channels
 */
public record FactLookups(
    FallenRecords fallen, CostTable costs, KeyTable products, KeyTable customers, KeyTable channels)
    implements Serializable {}
